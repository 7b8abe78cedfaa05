import { NO_RESULT, OTHER_VERSION, fromException, toException } from '../shared/errors.js';
import { GET_TAGS, HELLO, REGISTER, VERSION, WAKE, versionOf } from '../shared/protocol.js';
import { rejectAfter } from '../shared/timeout.js';
import { RESULT_TIMEOUT } from '../shared/timing.js';

/** Answers the requests of pages; the app's own `message` listeners never see them. */
export class RequestHandler {
  #activeWorker;
  #waker;
  #requests;

  constructor({ core, waker, activeWorker }) {
    this.#activeWorker = activeWorker;
    this.#waker = waker;
    // What a request still has to do once it is answered, `then`, keeps the worker alive too.
    this.#requests = {
      [HELLO]: { answer: async () => undefined },
      [GET_TAGS]: { answer: () => core.call('getTags') },
      [REGISTER]: { answer: ({ tag }) => core.call('register', tag), then: () => waker.wake() },
      [WAKE]: { answer: () => waker.wakeForPage() },
    };
  }

  /** Takes a `message` event if it is one of ours. */
  handle(event) {
    const { data, ports } = event;
    if (versionOf(data) === undefined || ports.length !== 1) return;
    event.stopImmediatePropagation();
    ports[0].postMessage({ ack: VERSION });
    // Pages send HELLO to a waiting worker, and everything else to the active one.
    if (data.type !== HELLO) this.#activeWorker.confirm();
    this.#waker.keepAlive(event, this.#serve(data, ports[0]));
  }

  async #serve(message, port) {
    const request = versionOf(message) === VERSION && this.#requests[message.type];
    if (!request) return port.postMessage({ error: OTHER_VERSION });
    const work = request.answer(message);
    try {
      port.postMessage({ result: await rejectAfter(RESULT_TIMEOUT, work, () => toException(NO_RESULT)) });
    } catch (error) {
      port.postMessage({ error: fromException(error) });
    }
    // After an error, too: what came too late may be stored all the same.
    await work.catch(() => {});
    await request.then?.();
  }
}
