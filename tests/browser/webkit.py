"""A small browser on WebKitGTK, driven over the socket at file descriptor 3.

MiniBrowser and WebKitWebDriver cannot do what the tests need: a profile that
survives, several tabs that hide one another, and scripts in many tabs at once.

Each line that comes in is a command, {"id", "do", and its arguments}; each line
that goes out is the answer, {"id", "result"} or {"id", "error"}.
"""

import json
import os
import signal
import socket
import sys
import threading

import gi

gi.require_version('Gtk', '3.0')
gi.require_version('WebKit2', '4.1')
from gi.repository import GLib, Gtk, WebKit2

connection = socket.socket(fileno=3)

context = WebKit2.WebContext(website_data_manager=WebKit2.WebsiteDataManager(
    base_data_directory=sys.argv[1] + '/data',
    base_cache_directory=sys.argv[1] + '/cache',
))
tabs = Gtk.Notebook(show_tabs=False)
# Shown instead of a page in the background.
blank = Gtk.Label()
tabs.append_page(blank)
window = Gtk.Window(default_width=1024, default_height=768)
window.add(tabs)
window.show_all()

# The web views by the number of the tab, and the numbers of the commands whose
# scripts run in each.
views = {}
running = {}
last_tab = 0


def answer(id, result=None, error=None):
    line = json.dumps({'id': id, 'result': result, 'error': error}) + '\n'
    connection.sendall(line.encode())


def find(tab):
    if tab not in views:
        raise LookupError('the page is closed')
    return views[tab]


def load(view, url, done):
    """Calls done with None, or why the URL could not be loaded, after the load event."""
    started = False
    failure = None

    def failed(view, event, url, error):
        nonlocal failure
        if started:
            failure = error.message
        return True

    def changed(view, event):
        nonlocal started
        # An earlier load may still have to end.
        if event == WebKit2.LoadEvent.STARTED:
            started = True
        elif event == WebKit2.LoadEvent.FINISHED and started:
            for handler in handlers:
                view.disconnect(handler)
            done(failure)

    handlers = [view.connect('load-failed', failed), view.connect('load-changed', changed)]
    view.load_uri(url)


def open_tab(id, url):
    global last_tab
    last_tab += 1
    tab = last_tab
    view = views[tab] = WebKit2.WebView(web_context=context, visible=True)
    running[view] = set()
    view.connect('load-changed', lambda view, event: event == WebKit2.LoadEvent.COMMITTED and gone(view))
    view.connect('web-process-terminated', lambda view, reason: gone(view))
    tabs.set_current_page(tabs.append_page(view))

    def done(failure):
        if failure:
            remove(tab)
        answer(id, tab, failure)

    load(view, url, done)


def navigate(id, tab, url):
    load(find(tab), url, lambda failure: answer(id, error=failure))


def gone(view):
    """Answers for the scripts of a page that is no longer there."""
    for id in running[view]:
        answer(id, error='the page went away before the script ended')
    running[view] = set()


def evaluate(id, tab, expression):
    view = find(tab)
    running[view].add(id)

    def done(view, result):
        if id not in running.get(view, ()):
            return
        running[view].discard(id)
        try:
            answer(id, view.call_async_javascript_function_finish(result).to_string())
        except GLib.Error as error:
            if 'SyntaxError' in error.message:
                answer(id, json.dumps({'error': {'name': 'SyntaxError', 'message': error.message}}))
            else:
                answer(id, error=error.message)

    view.call_async_javascript_function('return ' + expression, -1, None, None, None, None, done)


def show(id, tab=None):
    tabs.set_current_page(tabs.page_num(find(tab) if tab else blank))
    answer(id)


def remove(tab):
    view = find(tab)
    gone(view)
    del views[tab], running[view]
    tabs.remove_page(tabs.page_num(view))
    view.destroy()


def close(id, tab):
    remove(tab)
    answer(id)


def web_processes():
    """The processes that run pages and workers: children of this one."""
    for name in filter(str.isdigit, os.listdir('/proc')):
        try:
            with open(f'/proc/{name}/stat') as file:
                stat = file.read()
        except OSError:
            continue
        parent = int(stat.rpartition(')')[2].split()[1])
        # The kernel keeps 15 characters of a name.
        if parent == os.getpid() and '(WebKitWebProces)' in stat:
            yield int(name)


def stop_workers(id):
    """Kills the processes in which workers run, and loads the pages anew, whose
    processes they are too."""
    waiting = set()
    failures = []
    # A view forgets its page with the process.
    pages = [(view, view.get_uri()) for view in views.values()]

    def ended(what):
        waiting.discard(what)
        if not waiting:
            reload()

    def reload():
        waiting.update(view for view, url in pages)
        for view, url in pages:
            load(view, url, lambda failure, view=view: loaded(view, failure))
        if not waiting:
            answer(id)

    def loaded(view, failure):
        waiting.discard(view)
        failures.extend([failure] if failure else [])
        if not waiting:
            answer(id, error='; '.join(failures) or None)

    def process_ended(descriptor, condition):
        os.close(descriptor)
        ended(descriptor)
        return False

    def view_noticed(view, reason):
        view.disconnect(handlers.pop(view))
        ended(view)

    handlers = {view: view.connect('web-process-terminated', view_noticed) for view, url in pages}
    waiting.update(handlers)
    for process in list(web_processes()):
        descriptor = os.pidfd_open(process)
        waiting.add(descriptor)
        GLib.io_add_watch(descriptor, GLib.IO_IN, process_ended)
        os.kill(process, signal.SIGKILL)
    if not waiting:
        answer(id)


commands = {
    'open': open_tab,
    'navigate': navigate,
    'evaluate': evaluate,
    'show': show,
    'close': close,
    'stopWorkers': stop_workers,
}


def run(id, do, **arguments):
    try:
        commands[do](id, **arguments)
    except Exception as error:
        answer(id, error=str(error))


def read():
    for line in connection.makefile():
        GLib.idle_add(lambda message: run(**message), json.loads(line))
    GLib.idle_add(Gtk.main_quit)


threading.Thread(target=read, daemon=True).start()
Gtk.main()
