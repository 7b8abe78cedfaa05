user_pref('marionette.port', 0);

// firefox.js sends a script of its own to the other processes.
user_pref('security.allow_parent_unrestricted_js_loads', true);

// Quitting ends the processes once everything is written, as it does in the
// builds that users have, instead of taking the browser apart for seconds.
user_pref('toolkit.shutdown.fastShutdownStage', 3);

// No questions, no welcome, no memory of an earlier crash.
user_pref('browser.aboutwelcome.enabled', false);
user_pref('browser.newtabpage.enabled', false);
user_pref('browser.sessionstore.resume_from_crash', false);
user_pref('browser.startup.page', 0);
user_pref('datareporting.policy.dataSubmissionPolicyBypassNotification', true);
user_pref('dom.storageManager.prompt.testing', true);
user_pref('dom.storageManager.prompt.testing.allow', true);
user_pref('toolkit.startup.max_resumed_crashes', -1);

// No connection of the browser's own.
user_pref('app.normandy.enabled', false);
user_pref('app.shield.optoutstudies.enabled', false);
user_pref('app.update.disabledForTesting', true);
user_pref('browser.backup.enabled', false);
user_pref('browser.region.update.enabled', false);
user_pref('browser.safebrowsing.downloads.remote.enabled', false);
user_pref('captivedetect.canonicalURL', '');
user_pref('datareporting.healthreport.uploadEnabled', false);
user_pref('dom.push.connection.enabled', false);
user_pref('extensions.systemAddon.update.enabled', false);
user_pref('media.gmp-manager.updateEnabled', false);
user_pref('network.captive-portal-service.enabled', false);
user_pref('network.connectivity-service.enabled', false);
user_pref('network.dns.disablePrefetch', true);
user_pref('network.http.speculative-parallel-limit', 0);
user_pref('network.prefetch-next', false);
user_pref('network.trr.mode', 5);
user_pref('nimbus.rollouts.enabled', false);
user_pref('services.settings.server', 'data:,');
user_pref('toolkit.telemetry.enabled', false);
user_pref('toolkit.telemetry.unified', false);
