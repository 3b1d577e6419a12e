import { createElement, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { I18nProvider } from "../../../i18n/context";
import { translator } from "../../../i18n/translate";
import { LOCALES, type Locale } from "../../../platform/types";
import { StatusOnly, TrackPage } from "./track-page";

const now = new Date("2026-11-26T16:40:00Z");
const shown = (locale: Locale, children: ReactNode) =>
  renderToStaticMarkup(
    createElement(I18nProvider, Object.assign({ locale, zone: "Europe/Kyiv", now }, { children })),
  );

describe.each(LOCALES)("a request as its resident sees it in %s", (locale) => {
  const t = translator(locale);

  it("tells what is still to come as a plan, never as if it had happened", () => {
    const tracked = {
      code: "12345678",
      state: "submitted" as const,
      reason: null,
      names: { en: "Water" },
      steps: [{ at: now, state: "submitted" as const }],
      notes: [],
    };
    const page = shown(locale, createElement(TrackPage, { link: "/track/x", tracked }));
    expect(page).toContain(t("track:state.submitted"));
    for (const step of ["triaged", "in_progress", "fulfilled"] as const) {
      expect(page).toContain(t(`track:ahead.${step}`));
      expect(page).not.toContain(t(`track:state.${step}`));
    }
  });

  it("by the code alone asks nothing that can't be answered there", () => {
    const props = { state: "fulfilled" as const, at: now, reason: null };
    const page = shown(locale, createElement(StatusOnly, props));
    expect(page).toContain(t("track:answerAtLink"));
    expect(page).not.toContain(t("track:next.fulfilled"));
  });
});
