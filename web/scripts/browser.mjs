import { chromium } from 'playwright-core';

/** Debian's Chromium, as the browser tests start it. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

export function rememberSettings(context, settings) {
  return context.addInitScript((value) => {
    // A picture of a new device asks for one that knows no store.
    localStorage.setItem('bazaar.settings', JSON.stringify(sessionStorage.getItem('no-store') ? { ...value, store: '' } : value));
  }, { store: 'SHOP', digits: 'western', theme: 'light', language: 'en', beep: false, ...settings });
}
