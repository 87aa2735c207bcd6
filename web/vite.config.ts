import { defineConfig, type Plugin } from "vite";

/** Ask for the fonts with the page, not after the style sheet: text then never moves. */
function preloadFonts(): Plugin {
  return {
    name: "preload-fonts",
    transformIndexHtml: {
      order: "post",
      handler(_html, context) {
        const files = Object.keys(context.bundle ?? {}).filter((file) => file.endsWith(".woff2"));
        return files.map((file) => ({
          tag: "link",
          injectTo: "head" as const,
          attrs: { rel: "preload", as: "font", type: "font/woff2", href: `/${file}`, crossorigin: "" },
        }));
      },
    },
  };
}

/** Tell whether the first file needs this module, rather than a page that comes after it. */
const beforeAnyPage = /node_modules|preload-helper|\/src\/(main|routes)|\/src\/api\/(access|auth|client|config|data|identity|me|problem)\.|\/src\/lib\/(i18n|store|theme|url|plural)\.|\/src\/ui\/(Icon|Lazy|Link|Palette\.|Shell|States|Toasts|icons)/;

// What most cards, lists and forms share; what most charts share.
const forCards = /\/src\/(ui\/(CheckList|Chip|ConflictDialog|CopyBox|DataTable|EditDialog|SearchField|Sheet|SureDialog|useEdit)|lib\/conflict|api\/mutation)\./;
const forCharts = /\/src\/(ui\/(charts\/|figures\/(AskedBar|Formula|KpiChoice))|lib\/(axis|figuresQuery|scale)\.)/;
const inKit = (id: string): boolean => /\/src\/(ui|lib|api)\//.test(id) && !forCards.test(id) && !forCharts.test(id);

export default defineConfig({
  plugins: [preloadFonts()],
  build: {
    target: ["chrome123", "firefox125", "safari17.5"],
    // The policy allows files of our own only, so nothing may become a data: address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 300,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What is there before any page is; what most pages share. Left alone, each small thing that
            // two pages have in common becomes a file: twenty requests, and each is packed by itself.
            { name: "start", test: beforeAnyPage, priority: 3 },
            { name: "kit", test: inKit, minShareCount: 5, priority: 2 },
            // Charts have no use for what lists, cards and forms share, nor these for what charts share.
            { name: "cards", test: forCards, minShareCount: 5, priority: 1 },
            { name: "charts", test: forCharts, minShareCount: 5, priority: 1 },
          ],
        },
      },
    },
  },
  server: {
    host: "127.0.0.1",
    proxy: Object.fromEntries(
      ["/v1", "/f", "/identity", "/config.json"].map((path) => [
        path,
        process.env["NARYAD_WEB"] ?? "http://127.0.0.1:8080",
      ]),
    ),
  },
});
