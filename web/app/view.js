// What the page shows, and its controls. No other file uses the document.

const $ = (id) => document.getElementById(id);

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

const shown = new WeakMap();

/** Fills the list with a row for each item. An unchanged list is left alone, so that its buttons keep the focus. */
function fill(list, items, row) {
  const state = JSON.stringify(items);
  if (shown.get(list) === state) return;
  shown.set(list, state);
  list.replaceChildren(...items.map(row));
}

/** Shows the notes of this device. Each is `{ id, text, state: 'pending' | 'sent', reason? }`. */
export function showNotes(notes) {
  fill($('mine'), notes, ({ id, text, state, reason }) => {
    const row = element('li', {}, element('p', { className: 'text', textContent: text }));
    if (reason) row.append(element('p', { className: 'reason', textContent: reason }));
    row.append(element('span', { className: `chip ${state}`, textContent: state }));
    if (state === 'pending') {
      const button = element('button', { type: 'button', className: 'small', textContent: 'Delete', value: id });
      button.setAttribute('aria-label', `Delete the note: ${text}`);
      row.append(button);
    }
    return row;
  });
  $('mine-empty').hidden = notes.length > 0;
  $('again').hidden = notes.every(({ state }) => state === 'sent');
}

/** Shows the arrivals as the server lists them, or with null that the server cannot be reached. */
export function showArrivals(arrivals) {
  fill($('arrived'), arrivals ?? [], ({ text, deliveries }) =>
    element(
      'li',
      {},
      element('p', { className: 'text', textContent: text }),
      element('span', {
        className: 'chip sent',
        textContent: deliveries === 1 ? 'delivered once' : `delivered ${deliveries} times, kept once`,
      }),
    ),
  );
  $('server-state').textContent = arrivals ? 'No note has arrived yet.' : 'The server cannot be reached at the moment.';
  $('server-state').hidden = arrivals?.length > 0;
}

export function showNetwork(online) {
  $('network').textContent = online ? 'online' : 'offline';
  $('network').classList.toggle('pending', !online);
  $('network').classList.toggle('sent', online);
}

export function showMode(mode) {
  document.querySelector(`[data-mode="${mode}"]`).setAttribute('aria-current', 'page');
}

export const showKind = (kind) => {
  $('kind').textContent = kind;
};
export const showTags = (tags) => {
  $('tags').textContent = tags.length ? tags.join(', ') : 'none';
};
export const say = (text) => {
  $('status').textContent = text;
};

/** Shows a problem and what to do about it, until the next call. An empty text hides the line. */
export function showProblem(text) {
  $('problem').textContent = text;
  $('problem').hidden = !text;
}

/** Calls back with the text of a new note. Empties the text field only if the callback resolves with true. */
export function onWrite(callback) {
  let writing = false; // Until the note is saved, another click is ignored, so that there is no second note.
  $('write').addEventListener('submit', async (event) => {
    event.preventDefault();
    const written = $('text').value;
    if (writing) return;
    if (!written.trim()) return say('Write something first.');
    writing = true;
    try {
      if ((await callback(written.trim())) && $('text').value === written) $('text').value = '';
    } finally {
      writing = false;
    }
    $('text').focus();
  });
}

export const onAgain = (callback) => $('again').addEventListener('click', callback);

/** Calls back with the id of a note whose Delete button was pressed. */
export function onDelete(callback) {
  $('mine').addEventListener('click', async ({ target }) => {
    const button = target.closest('button');
    if (!button) return;
    await callback(button.value);
    $('text').focus();
  });
}
