/** The map of URLs: every page of the product by its address. */
function routes(defineRoutes) {
  return defineRoutes((route) => {
    route("/", "routes/home.tsx", { index: true });
    route("help", "routes/requests/help.tsx");
    route("mailbox", "routes/notifications/mailbox.tsx");
    route("track", "routes/requests/look-up.tsx");
    route("track/:token", "routes/requests/track.tsx", () => {
      route("cancellation", "routes/requests/cancellation.tsx");
      route("outcome", "routes/requests/outcome.tsx");
      route("notes", "routes/requests/notes.tsx");
    });
    route("admin", "routes/admin/admin.tsx", () => {
      route("", "routes/admin/start.tsx", { index: true });
      route("districts", "routes/admin/districts.tsx");
      route("categories", "routes/admin/categories.tsx");
      route("categories/:code", "routes/admin/category.tsx");
      route("clocks", "routes/admin/clocks.tsx");
    });
  });
}

/** @type {import('@remix-run/dev').VitePluginConfig} */
export default {
  ignoredRouteFiles: ["**/*"],
  routes,
  future: {
    v3_fetcherPersist: true,
    v3_lazyRouteDiscovery: true,
    v3_relativeSplatPath: true,
    v3_singleFetch: true,
    v3_throwAbortReason: true,
  },
};
