package polyfill

// resetAlarm forgets the wake-up that was asked for. Call it before the store is read
// anew, because the tag that needed that wake-up may be gone.
func (m *Manager) resetAlarm() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.alarmAt = 0
}

// requestAlarm asks for a wake-up at that time, or at the earlier time that was asked for
// before. The alarm is set again even if its time stays the same: if the clock was set,
// the time from now until then has changed.
func (m *Manager) requestAlarm(at Instant) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.alarmAt == 0 || at < m.alarmAt {
		m.alarmAt = at
	}
	m.alarm.Set(m.alarmAt)
}
