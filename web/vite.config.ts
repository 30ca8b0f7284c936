import react from '@vitejs/plugin-react';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';

/** Where `npm run dev` finds a running shop. */
const server = process.env.BAZAAR_SERVER ?? 'http://127.0.0.1:5080';

// What the server answers itself; the service worker never touches it.
const serverRoutes = [/^\/api\//, /^\/docs/, /^\/openapi\//, /^\/metrics/, /^\/livez/, /^\/readyz/, /^\/\.well-known\//];

// Packages that the first screen needs; the others come with the screens that use them.
const shared = 'node_modules/(react|react-dom|scheduler|react-router|@tanstack/(react-query|query-core)|i18next|react-i18next|idb|uuid|openapi-fetch|lucide-react|use-sync-external-store|html-parse-stringify|void-elements)/';

export default defineConfig({
  plugins: [
    react(),
    VitePWA({
      registerType: 'prompt',
      injectRegister: false,
      manifest: {
        name: 'Bazaar',
        short_name: 'Bazaar',
        description: 'Sell, receive and count; know what you have.',
        id: '/',
        start_url: '/',
        display: 'standalone',
        background_color: '#f7f4ec',
        theme_color: '#0b6147',
        icons: [
          { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
          { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
        ],
      },
      workbox: {
        globPatterns: ['**/*.{html,js,css,svg,png,woff2,webmanifest}'],
        // The Nastaliq font and the scanner are fetched by those who use them, and kept then.
        globIgnores: ['**/noto-nastaliq*', '**/zxing*', '**/figtree-latin-ext*'],
        navigateFallback: '/index.html',
        navigateFallbackDenylist: serverRoutes,
        cleanupOutdatedCaches: true,
        clientsClaim: true,
        runtimeCaching: [{
          urlPattern: /\/assets\//,
          handler: 'CacheFirst',
          options: { cacheName: 'on-demand', expiration: { maxEntries: 20 } },
        }],
      },
    }),
  ],
  build: {
    rolldownOptions: {
      output: {
        // What selling needs comes as one file: on a slow network every file more is a wait more.
        codeSplitting: { groups: [{ name: 'app', test: new RegExp(`/src/(api|exact|local|i18n/[a-z]+\\.ts|shell|ui/(beep|broken|field|finder|media|segments|states|status-tag|toasts)|screens/sell/(?!line|shortage))|${shared}`) }] },
      },
    },
    target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false }, reportCompressedSize: false },
  server: { proxy: Object.fromEntries(['/api', '/docs', '/openapi', '/livez'].map((path) => [path, { target: server }])) },
  test: { include: ['src/**/*.test.{ts,tsx}'] },
});
