/**
 * Stands in for Cache Storage, as far as the scripts use it. A Browser has one; a test reads it, or
 * replaces methods to break it.
 */
export class CacheStorage {
  #caches = new Map();

  async open(name) {
    if (!this.#caches.has(name)) this.#caches.set(name, new Cache());
    return this.#caches.get(name);
  }

  has = async (name) => this.#caches.has(name);

  keys = async () => [...this.#caches.keys()];

  delete = async (name) => this.#caches.delete(name);

  async match(url, { cacheName }) {
    return this.#caches.get(cacheName)?.match(url);
  }
}

class Cache {
  #responses = new Map();

  async put(url, response) {
    this.#responses.set(new URL(url).href, await response.arrayBuffer());
  }

  async match(url) {
    const body = this.#responses.get(new URL(url).href);
    return body && new Response(body);
  }

  keys = async () => [...this.#responses.keys()].map((url) => ({ url }));

  delete = async (url) => this.#responses.delete(new URL(url).href);
}
