/** What the push worker could not say at the time: a browser that was offline says now where it takes messages. */
async function remind() {
  if (!("serviceWorker" in navigator && "caches" in window)) return;
  if (!(await caches.match("/push/renewals", { cacheName: "push" }))) return;
  const registration = await navigator.serviceWorker.getRegistration("/push/");
  registration?.active?.postMessage("renew");
}

// Where the browser keeps nothing for this site there is nothing to be reminded of.
remind().catch(() => {});
