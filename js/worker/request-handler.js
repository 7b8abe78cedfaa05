import { withDeadline } from '../shared/timeout.js';
import { NO_RESULT, OTHER_VERSION, fromException, toException } from '../shared/errors.js';
import { GET_TAGS, HELLO, REGISTER, RESULT_TIMEOUT, VERSION, WAKE, versionOf } from '../shared/protocol.js';

/** Answers the requests of pages; the app's own `message` listeners never see them. */
export function answerPages(scope, core, wakes, authority) {
  // What a request still has to do once it is answered keeps the worker alive too.
  const requests = {
    [HELLO]: { answer: async () => undefined },
    [GET_TAGS]: { answer: () => core.call('getTags') },
    [REGISTER]: { answer: ({ tag }) => core.call('register', tag), then: () => wakes.wake() },
    [WAKE]: { answer: () => wakes.wakeAndHold() },
  };

  const serve = async (message, port) => {
    const request = versionOf(message) === VERSION && requests[message.type];
    if (!request) {
      port.postMessage({ error: OTHER_VERSION });
      return;
    }
    const work = request.answer(message);
    try {
      port.postMessage({ result: await withDeadline(work, RESULT_TIMEOUT, () => toException(NO_RESULT)) });
    } catch (error) {
      port.postMessage({ error: fromException(error) });
    }
    // After an error, too: what came too late may be stored all the same.
    await work.catch(() => {});
    await request.then?.();
  };

  const onMessage = (event) => {
    const { data, ports } = event;
    if (versionOf(data) === undefined || ports.length !== 1) return;
    event.stopImmediatePropagation();
    ports[0].postMessage({ ack: VERSION });
    if (data.type !== HELLO) authority.prove();
    wakes.hold(event, serve(data, ports[0]));
  };
  scope.addEventListener('message', onMessage, { capture: true });
}
