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
    localStorage.setItem('bazaar.settings', JSON.stringify(value));
  }, { store: 'SHOP', digits: 'western', theme: 'light', language: 'en', beep: false, ...settings });
}
