package polyfill

// resetAlarm forgets what was asked for, before the store is read anew.
func (m *Manager) resetAlarm() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.alarmAt = 0
}

// alarmBy asks for a wake at that time or earlier. It asks even if an earlier
// time stands: how long that is from now has changed if the clock was set.
func (m *Manager) alarmBy(at Instant) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.alarmAt == 0 || at < m.alarmAt {
		m.alarmAt = at
	}
	m.alarm.Set(m.alarmAt)
}
