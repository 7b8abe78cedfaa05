import backgroundSync from 'background-sync-polyfill/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [backgroundSync()],
  build: {
    rollupOptions: {
      input: { page: 'index.html', sw: 'sw.js' },
      // The worker's script needs an address that stays.
      output: { entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') },
    },
  },
});
