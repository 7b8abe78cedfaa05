// Runs in the browser's main window with its rights. The tab that the window
// has started with stays open: it keeps the browser alive without pages, and it
// is shown instead of a page in the background.

const scriptTimeout = arguments[0];
const keeper = gBrowser.selectedTab;
const tabs = new Map();
let lastTab = 0;

// Loads are the user's own, as if the URL had been typed.
const triggeringPrincipal = Services.scriptSecurityManager.getSystemPrincipal();

// Marionette's recommended preferences switch it off.
Services.prefs.setBoolPref('network.manage-offline-status', true);

const find = (id) => {
  const tab = tabs.get(id);
  if (!tab) {
    throw new Error('the page is closed');
  }
  return tab;
};

// loaded resolves when the tab has loaded the URL, and rejects when it cannot.
const loaded = (tab, url) =>
  new Promise((resolve, reject) => {
    let started = false;
    const listener = {
      onStateChange(browser, progress, request, flags, status) {
        if (
          browser !== tab.linkedBrowser ||
          !progress.isTopLevel ||
          !(flags & Ci.nsIWebProgressListener.STATE_IS_WINDOW)
        ) {
          return;
        }
        const asked = request?.QueryInterface(Ci.nsIChannel).originalURI.spec;
        if (flags & Ci.nsIWebProgressListener.STATE_START) {
          started ||= asked === url;
        } else if (started && flags & Ci.nsIWebProgressListener.STATE_STOP) {
          gBrowser.removeTabsProgressListener(listener);
          if (Components.isSuccessCode(status)) {
            resolve();
          } else {
            reject(new Error(Object.keys(Cr).find((name) => Cr[name] === status) ?? `0x${status.toString(16)}`));
          }
        }
      },
    };
    gBrowser.addTabsProgressListener(listener);
  });

// runIn returns the value of a promise that the expression makes in the tab's
// page. It runs in the page's own realm, as a debugger would run it, whatever the
// page's policies say. A syntax error is returned in the form of script.go.
const runIn = (tab, expression) =>
  tab.linkedBrowser.browsingContext.currentWindowGlobal.getActor('MarionetteCommands').executeScript(
    `
		if (!globalThis.Debugger) {
			ChromeUtils.importESModule('resource://gre/modules/jsdebugger.sys.mjs').addDebuggerToGlobal(globalThis);
		}
		const completion = new Debugger().makeGlobalObjectReference(window).executeInGlobal(arguments[0]);
		if (completion.throw) {
			const {name, message} = completion.throw.unsafeDereference();
			return JSON.stringify({error: {name, message}});
		}
		return completion.return.unsafeDereference();
	`,
    [expression],
    {
      timeout: scriptTimeout,
      sandboxName: 'system',
      newSandbox: false,
      file: 'test',
      line: 1,
      async: false,
    },
  );

// load starts a load in the tab and resolves when the load event has fired.
const load = async (tab, url, begin) => {
  const done = loaded(tab, Services.io.newURI(url).spec);
  begin();
  await done;
  await runIn(
    tab,
    `new Promise((done) => {
		if (document.readyState === 'complete') {
			done();
		} else {
			addEventListener('load', () => done(), {once: true});
		}
	})`,
  );
};

// The process script tells when the service workers of its process have ended:
// the manager above it can only ask for that.
Services.ppmm.loadProcessScript(
  `data:,(${encodeURIComponent(() => {
    const manager = Cc['@mozilla.org/dom/workers/workerdebuggermanager;1'].getService(Ci.nsIWorkerDebuggerManager);
    addMessageListener('harness:watch', ({ data: id }) => {
      const running = new Set();
      for (const worker of manager.getWorkerDebuggerEnumerator()) {
        if (worker.type === Ci.nsIWorkerDebugger.TYPE_SERVICE) {
          running.add(worker);
        }
      }
      const listener = {
        onRegister() {},
        onUnregister(worker) {
          running.delete(worker);
          if (running.size === 0) {
            manager.removeListener(listener);
            sendAsyncMessage('harness:ended', id);
          }
        },
      };
      manager.addListener(listener);
      sendAsyncMessage('harness:watching', id);
      listener.onUnregister(null);
    });
  })})()`,
  true,
);
let lastWatch = 0;

// workersEnd resolves when the processes have noted which workers run, to a
// function that resolves when these have ended.
const workersEnd = async () => {
  const id = ++lastWatch;
  const processes = Array.from({ length: Services.ppmm.childCount }, (_, i) => Services.ppmm.getChildAt(i));
  const hear = (name) =>
    new Promise((resolve) => {
      const waiting = new Set(processes);
      const heard = (process) => {
        if (waiting.delete(process) && waiting.size === 0) {
          Services.ppmm.removeMessageListener(name, answered);
          Services.obs.removeObserver(heard, 'message-manager-close');
          resolve();
        }
      };
      const answered = ({ target, data }) => data === id && heard(target);
      Services.ppmm.addMessageListener(name, answered);
      // A process that is gone runs no worker.
      Services.obs.addObserver(heard, 'message-manager-close');
    });
  const watching = hear('harness:watching');
  const ended = hear('harness:ended');
  for (const process of processes) {
    process.sendAsyncMessage('harness:watch', id);
  }
  await watching;
  return () => ended;
};

globalThis.harness = {
  async open(url) {
    const tab = gBrowser.addTab(url, { triggeringPrincipal });
    gBrowser.selectedTab = tab;
    try {
      await load(tab, url, () => {});
    } catch (error) {
      gBrowser.removeTab(tab);
      throw error;
    }
    tabs.set(++lastTab, tab);
    return lastTab;
  },

  async navigate(id, url) {
    const tab = find(id);
    await load(tab, url, () => tab.linkedBrowser.loadURI(Services.io.newURI(url), { triggeringPrincipal }));
  },

  evaluate(id, expression) {
    return runIn(find(id), expression);
  },

  background() {
    gBrowser.selectedTab = keeper;
  },

  foreground(id) {
    gBrowser.selectedTab = find(id);
  },

  close(id) {
    gBrowser.removeTab(find(id), { animate: false, skipPermitUnload: true });
    tabs.delete(id);
  },

  push(scope) {
    const principal = Services.scriptSecurityManager.createContentPrincipal(Services.io.newURI(scope), {});
    Cc['@mozilla.org/push/Notifier;1'].getService(Ci.nsIPushNotifier).notifyPush(scope, principal, 'a message');
  },

  async stopWorkers() {
    const ended = await workersEnd();
    const manager = Cc['@mozilla.org/serviceworkers/manager;1'].getService(Ci.nsIServiceWorkerManager);
    const registrations = manager.getAllRegistrations();
    for (let i = 0; i < registrations.length; i++) {
      const { installingWorker, waitingWorker, activeWorker } = registrations.queryElementAt(
        i,
        Ci.nsIServiceWorkerRegistrationInfo,
      );
      for (const worker of [installingWorker, waitingWorker, activeWorker]) {
        worker?.terminateWorker();
      }
    }
    await ended();
  },
};
