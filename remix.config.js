/** The map of URLs: every page of the product by its address. */
function routes(defineRoutes) {
  return defineRoutes((route) => {
    // For `npm run bench` alone: a page that asks nothing, to measure the others against.
    if (process.env.NAABER_BENCH) route("bare", "../tests/load/bare.tsx");
    route("/", "routes/home.tsx", { index: true });
    route("*", "routes/unknown.tsx");
    route("help", "routes/requests/help.tsx");
    route("about", "routes/public/about.tsx");
    route("privacy", "routes/public/privacy.tsx");
    route("accessibility", "routes/public/accessibility.tsx");
    route("alerts.atom", "routes/public/alerts-atom.ts");
    route("alerts/:file", "routes/public/alert-xml.ts");
    route("districts.json", "routes/public/districts-json.ts");
    route("certificate", "routes/public/certificate-search.tsx");
    route("certificate/:code", "routes/public/certificate.tsx");
    route("mailbox", "routes/messages/mailbox.tsx");
    route("track", "routes/requests/look-up.tsx");
    route("track/answers", "routes/requests/answers-by-code.tsx");
    route("track/links", "routes/requests/links-by-code.tsx");
    route("track/:token", "routes/requests/track.tsx", () => {
      route("cancellation", "routes/requests/cancellation.tsx");
      route("outcome", "routes/requests/outcome.tsx");
      route("notes", "routes/requests/notes.tsx");
      route("corrections", "routes/requests/corrections.tsx");
      route("mistake", "routes/requests/mistake.tsx");
    });
    route("track/:token/looks", "routes/privacy/resident-looks.tsx");
    route("track/:token/data", "routes/privacy/resident-data.tsx");
    route("track/:token/files", "routes/privacy/resident-file.ts");
    route("track/erasures", "routes/privacy/erasure-by-code.tsx");
    route("forgotten", "routes/privacy/forgotten.tsx");
    route("sign-in", "routes/accounts/sign-in.tsx");
    route("sign-in/code", "routes/accounts/code.tsx");
    route("sign-in/passkey", "routes/accounts/passkey-sign-in.tsx");
    route("sign-in/second", "routes/accounts/second-step.tsx");
    route("confirm", "routes/accounts/confirm.tsx");
    route("sign-out", "routes/accounts/sign-out.tsx");
    route("sign-up", "routes/accounts/sign-up.tsx");
    route("start", "routes/accounts/start.tsx");
    route("password-resets", "routes/accounts/reset-request.tsx");
    route("password-resets/:token", "routes/accounts/reset.tsx");
    route("email-proofs/:token", "routes/accounts/email-proof.tsx");
    route("invitations/:token", "routes/accounts/invitation.tsx");
    route("account", "routes/accounts/account.tsx");
    route("account/looks", "routes/privacy/own-looks.tsx");
    route("account/data", "routes/privacy/own-data.tsx");
    route("account/data.json", "routes/privacy/own-file.ts");
    route("account/password", "routes/accounts/password.tsx");
    route("account/phone-codes", "routes/accounts/phone-codes.tsx");
    route("account/phone-proofs", "routes/accounts/phone-proofs.tsx");
    route("account/proofs", "routes/accounts/proofs.tsx");
    route("account/sessions/everywhere", "routes/accounts/everywhere.tsx");
    route("account/sessions/others", "routes/accounts/other-sessions.tsx");
    route("account/sessions/:session", "routes/accounts/session-end.tsx");
    route("account/messages", "routes/accounts/messages.tsx");
    route("account/messages/devices", "routes/accounts/devices.tsx");
    route("account/messages/devices/:id/removals", "routes/accounts/device-removals.tsx");
    route("account/messages/devices/:id/tries", "routes/accounts/device-tries.tsx");
    route("no-network", "routes/board/no-network.tsx");
    route("push/receipts", "routes/messages/push-receipts.ts");
    route("push/renewals", "routes/messages/push-renewals.ts");
    route("account/security", "routes/accounts/security.tsx");
    route("account/security/passkeys", "routes/accounts/new-passkey.tsx");
    route("account/security/totp", "routes/accounts/new-totp.tsx");
    route("account/security/recovery-codes", "routes/accounts/recovery-codes.tsx");
    route("account/security/factors/:factor/names", "routes/accounts/factor-names.tsx");
    route("account/security/factors/:factor/removals", "routes/accounts/factor-removals.tsx");
    route("profile", "routes/accounts/profile.tsx");
    route("board", "routes/board/board.tsx", () => {
      route("requests/:id", "routes/board/request.tsx", () => {
        route("triage", "routes/board/triage.tsx");
        route("send", "routes/board/send.tsx");
        route("candidates", "routes/board/candidates.tsx");
        route("duplicates", "routes/board/merge.tsx");
        route("declines", "routes/board/declines.tsx");
        route("cancellations", "routes/board/cancellations.tsx");
        route("closings", "routes/board/closings.tsx");
        route("notes", "routes/board/notes.tsx");
        route("reopenings", "routes/board/reopenings.tsx");
        route("separations", "routes/board/separations.tsx");
        route("incidents", "routes/board/request-incident.tsx");
        route("reminders", "routes/board/reminders.tsx");
        route("reminder-removals", "routes/board/reminder-removals.tsx");
      });
    });
    route("board/map.json", "routes/board/map-points.ts");
    route("board/set-aside", "routes/board/set-aside.tsx", () => {
      route(":flood/intakes", "routes/board/flood-intakes.tsx");
      route(":flood/declines", "routes/board/flood-declines.tsx");
    });
    route("board/open-sheets", "routes/board/open-sheets.ts");
    route("board/duty", "routes/board/duty.tsx");
    route("board/keys", "routes/board/keys.tsx");
    route("board/find", "routes/board/find.tsx");
    route("board/handover", "routes/board/handover.tsx");
    route("board/handover/:id", "routes/board/opened-handover.tsx", () => {
      route("withdrawals", "routes/board/handover-withdrawal.tsx");
    });
    route("board/seen", "routes/board/seen.tsx");
    route("board/lines", "routes/board/lines.tsx");
    route("board/requests/new", "routes/board/new-request.tsx");
    route("board/requests/several", "routes/board/several.tsx");
    route("board/requests/merges", "routes/board/merges.tsx");
    route("board/requests/import", "routes/board/requests-table.tsx");
    route("board/requests/imports", "routes/board/requests-import.tsx");
    route("board/requests/:id/taken", "routes/board/taken.tsx");
    route("board/requests/:id/looks", "routes/privacy/request-looks.tsx");
    route("board/paper", "routes/board/paper.tsx");
    route("board/plan", "routes/board/plan.tsx");
    route("board/tasks", "routes/board/tasks.tsx");
    route("board/tasks/new", "routes/board/new-task.tsx");
    route("board/tasks/:id", "routes/board/task.tsx", () => {
      route("offers", "routes/board/task-offers.tsx");
      route("releases", "routes/board/task-releases.tsx");
      route("signs-of-life", "routes/board/signs-of-life.tsx");
      route("arrival-questions", "routes/board/arrival-questions.tsx");
      route("chain/stops", "routes/board/chain-stops.tsx");
      route("chain/firsts", "routes/board/chain-firsts.tsx");
      route("chain/removals", "routes/board/chain-removals.tsx");
      route("confirmations", "routes/board/confirmations.tsx");
      route("returns", "routes/board/task-returns.tsx");
      route("moves", "routes/board/task-moves.tsx");
      route("changes", "routes/board/task-changes.tsx");
      route("endings", "routes/board/task-endings.tsx");
      route("supplies/releases", "routes/board/supply-releases.tsx");
      route("supplies/returns", "routes/board/supply-returns.tsx");
    });
    route("board/tasks/:id/supplies", "routes/board/supplies.tsx");
    route("board/alerts", "routes/board/alerts.tsx");
    route("board/alerts/:id/cancellations", "routes/board/alert-cancellations.tsx");
    route("board/broadcasts", "routes/board/broadcasts.tsx");
    route("board/broadcasts/limits", "routes/board/broadcast-limit.tsx");
    route("board/broadcasts/:id", "routes/board/broadcast.tsx");
    route("board/broadcasts/:id/sendings", "routes/board/broadcast-sendings.tsx");
    route("board/broadcasts/:id/confirmations", "routes/board/broadcast-confirmations.tsx");
    route("board/broadcasts/:id/stops", "routes/board/broadcast-stops.tsx");
    route("board/broadcasts/:id/resumptions", "routes/board/broadcast-resumptions.tsx");
    route("board/broadcasts/:id/withdrawals", "routes/board/broadcast-withdrawals.tsx");
    route("board/shifts", "routes/board/shifts.tsx");
    route("board/shifts/new", "routes/board/new-shift.tsx");
    route("board/shifts/:id", "routes/board/shift.tsx", () => {
      route("publications", "routes/board/shift-publications.tsx");
      route("cancellations", "routes/board/shift-cancellations.tsx");
      route("fillings", "routes/board/shift-fillings.tsx");
      route("marks", "routes/board/shift-marks.tsx");
      route("corrections", "routes/board/shift-corrections.tsx");
      route("notes", "routes/board/shift-notes.tsx");
      route("calendars", "routes/board/shift-calendars.tsx");
    });
    route("board/shifts/:id/edits", "routes/board/edit-shift.tsx");
    route("board/shifts/:id/list", "routes/board/shift-list.tsx");
    route("board/shifts/:id/poster", "routes/board/shift-poster.tsx");
    route("board/resources", "routes/board/resources.tsx");
    route("board/resources/table", "routes/board/resources-table.tsx");
    route("board/resources/imports", "routes/board/resources-import.tsx");
    route("board/resources/offers.csv", "routes/board/resources-csv.ts");
    route("board/resources/stock", "routes/board/stock.tsx");
    route("board/numbers", "routes/board/numbers.tsx");
    route("board/numbers.csv", "routes/board/numbers-csv.ts");
    route("board/incidents", "routes/board/incidents.tsx");
    route("board/incidents/new", "routes/board/new-incident.tsx");
    route("board/incidents/:id", "routes/board/incident.tsx", () => {
      route("reopenings", "routes/board/incident-reopening.tsx");
    });
    route("board/incidents/:id/edits", "routes/board/edit-incident.tsx");
    route("board/incidents/:id/closings", "routes/board/close-incident.tsx");
    route("board/incidents/:id/report.csv", "routes/board/report-csv.ts");
    route("board/volunteers", "routes/board/volunteers.tsx", () => {
      route(":id", "routes/board/volunteer.tsx");
      route(":id/standing", "routes/board/volunteer-standing.tsx");
      route(":id/phone", "routes/board/volunteer-phone.tsx");
      route(":id/codes", "routes/board/volunteer-codes.tsx");
    });
    route("tasks", "routes/tasks/tasks.tsx");
    route("free-times", "routes/tasks/free-times.tsx");
    route("free-times/ends", "routes/tasks/free-time-ends.tsx");
    route("tasks/:id", "routes/tasks/task.tsx", () => {
      route("answers", "routes/tasks/answers.tsx");
      route("progress", "routes/tasks/progress.tsx");
      route("problems", "routes/tasks/problems.tsx");
      route("signs-of-life", "routes/tasks/signs-of-life.tsx");
      route("arrivals", "routes/tasks/arrivals.tsx");
      route("completions", "routes/tasks/completions.tsx");
      route("withdrawals", "routes/tasks/withdrawals.tsx");
      route("collections", "routes/tasks/collections.tsx");
      route("returns", "routes/tasks/returns.tsx");
    });
    route("tasks/:id/sheets/:reservation", "routes/tasks/sheet.tsx");
    route("shifts", "routes/shifts/shifts.tsx");
    route("shifts/hours", "routes/shifts/hours.tsx", () => {
      route("certificates", "routes/shifts/certificates.tsx");
    });
    route("shifts/calendars", "routes/shifts/calendars.tsx");
    route("shifts/:id/calendar.ics", "routes/shifts/calendar.ts");
    route("shifts/:id", "routes/shifts/shift.tsx", () => {
      route("sign-ups", "routes/shifts/sign-ups.tsx");
      route("answers", "routes/shifts/answers.tsx");
      route("withdrawals", "routes/shifts/withdrawals.tsx");
      route("check-outs", "routes/shifts/check-outs.tsx");
      route("notes", "routes/shifts/notes.tsx");
      route("swaps", "routes/shifts/swaps.tsx");
      route("agreements", "routes/shifts/agreements.tsx");
    });
    route("check-in", "routes/shifts/check-in.tsx");
    route("swaps/:token", "routes/shifts/swap.tsx");
    route("calendars/:file", "routes/shifts/feed.ts");
    route("offers", "routes/offers/offers.tsx");
    route("offers/new", "routes/offers/new-offer.tsx");
    route("offers/:id", "routes/offers/offer.tsx", () => {
      route("edits", "routes/offers/edits.tsx");
      route("standing", "routes/offers/standing.tsx");
      route("missing", "routes/offers/missing.tsx");
    });
    route("lent/:token", "routes/offers/own-offer.tsx", () => {
      route("edits", "routes/offers/own-edits.tsx");
      route("standing", "routes/offers/own-standing.tsx");
      route("missing", "routes/offers/own-missing.tsx");
    });
    route("lent/:token/sheet", "routes/offers/own-sheet.tsx");
    route("lent/:token/data", "routes/privacy/owner-data.tsx");
    route("lent/:token/files", "routes/privacy/owner-file.ts");
    route("offers/:id/sheet", "routes/offers/sheet.tsx");
    route("offers/:id/looks", "routes/privacy/offer-looks.tsx");
    route("admin/record.csv", "routes/privacy/record-csv.ts");
    route("admin/privacy/people/:thing/:id/data.json", "routes/admin/person-file.ts");
    route("admin", "routes/admin/admin.tsx", () => {
      route("", "routes/admin/start.tsx", { index: true });
      route("districts", "routes/admin/districts.tsx");
      route("streets", "routes/admin/streets.tsx");
      route("categories", "routes/admin/categories.tsx");
      route("categories/new", "routes/admin/new-category.tsx");
      route("categories/:code", "routes/admin/category.tsx");
      route("categories/:code/usual", "routes/admin/usual.tsx");
      route("kinds", "routes/admin/kinds.tsx");
      route("kinds/new", "routes/admin/new-kind.tsx");
      route("kinds/:code", "routes/admin/kind.tsx");
      route("clocks", "routes/admin/clocks.tsx");
      route("about", "routes/admin/about.tsx");
      route("jobs", "routes/admin/jobs.tsx");
      route("jobs/:id/retries", "routes/admin/job-retry.tsx");
      route("jobs/:id/endings", "routes/admin/job-ending.tsx");
      route("settings", "routes/admin/settings.tsx");
      route("record", "routes/privacy/record.tsx");
      route("privacy", "routes/admin/privacy.tsx");
      route("privacy/processing", "routes/admin/processing.tsx");
      route("privacy/people", "routes/admin/people.tsx");
      route("privacy/people/:thing/:id", "routes/admin/person-data.tsx");
      route("coordinators", "routes/admin/coordinators.tsx");
      route("coordinators/:id", "routes/admin/coordinator.tsx");
      route("invitations/:id", "routes/admin/revocation.tsx");
      route("security", "routes/admin/security.tsx");
      route("security/:id", "routes/admin/security-reset.tsx");
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
