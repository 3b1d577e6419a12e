import { createElement, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { I18nProvider } from "../../../i18n/context";
import { translator } from "../../../i18n/translate";
import { LOCALES, type Locale } from "../../../platform/types";
import { UNCOVERED } from "../../states";
import type { TrackedRequest } from "../../views";
import { StatusOnly, TrackPage } from "./track-page";

const now = new Date("2026-11-26T16:40:00Z");
const shown = (locale: Locale, children: ReactNode) =>
  renderToStaticMarkup(
    createElement(I18nProvider, Object.assign({ locale, zone: "Europe/Kyiv", now }, { children })),
  );

describe.each(LOCALES)("a request as its resident sees it in %s", (locale) => {
  const t = translator(locale);

  const tracked = (some: Partial<TrackedRequest> = {}): TrackedRequest => ({
    code: "12345678",
    state: "submitted",
    stateAt: now,
    cover: "nobody_asked",
    trouble: null,
    reason: null,
    names: { en: "Water" },
    advice: {},
    passed: [{ at: now, type: "request.submitted", state: "submitted", reason: null }],
    joined: null,
    notes: [],
    written: {
      people: 1,
      floor: 9,
      lift: "none",
      address: "",
      access: "",
      details: "",
      phone: "",
      email: "",
      forPhone: "",
      forOther: true,
    },
    hasEnded: false,
    endedBySelf: false,
    ...some,
  });
  const pageOf = (one: TrackedRequest) =>
    shown(
      locale,
      createElement(TrackPage, {
        link: "/track/x",
        url: "http://x/track/x",
        tracked: one,
        visitors: [],
        usual: null,
        kept: { emergency: "112" },
        noteForm: null,
        correction: null,
      }),
    );

  it("tells what is still to come as a plan, never as if it had happened", () => {
    const page = pageOf(tracked());
    expect(page).toContain(t("track:step.submitted"));
    for (const step of ["triaged", "looking", "on_the_way", "fulfilled"] as const) {
      expect(page).toContain(t(`track:ahead.${step}`));
      expect(page).not.toContain(t(`track:step.${step}`));
    }
  });

  it("is not on its way because a task was made or somebody was asked", () => {
    for (const cover of UNCOVERED) {
      const page = pageOf(tracked({ state: "in_progress", cover }));
      expect(page).toContain(t("track:headline.looking"));
      expect(page).not.toContain(t("track:headline.on_the_way"));
    }
  });

  it("says as of when it is, and looks again by itself only while somebody is still to come", () => {
    const looks = (some: Partial<TrackedRequest>) =>
      pageOf(tracked(some)).includes('data-coming="yes"');
    const page = pageOf(tracked());
    expect(page).toContain(t("common:button.refresh"));
    expect(page).toMatch(/18[:.]40/);
    for (const cover of ["accepted", "on_the_way"] as const)
      expect(looks({ state: "in_progress", cover })).toBe(true);
    for (const cover of ["asked", "there", "done"] as const)
      expect(looks({ state: "in_progress", cover })).toBe(false);
    expect(looks({ state: "cancelled", cover: "on_the_way", hasEnded: true })).toBe(false);
  });

  it("asks whether it came with two buttons of one weight", () => {
    const page = pageOf(tracked({ state: "fulfilled" }));
    const classes = [...page.matchAll(/<button[^>]*name="came"[^>]*>/g)].map(
      ([button]) => /class="([^"]*)"/.exec(button)?.[1],
    );
    expect(classes).toHaveLength(2);
    expect(classes[0]).toBe(classes[1]);
    expect(page.split(t("track:headline.fulfilled"))).toHaveLength(2);
  });

  it("by the code alone thanks whoever has answered, and does not send them to what is not there", () => {
    const stands = tracked({ state: "triaged", trouble: "not_come" });
    const page = shown(locale, createElement(StatusOnly, { ...stands, heard: true }));
    expect(page).toContain(t("track:heard"));
    expect(page).not.toContain(t("track:next.not_come"));
  });
});
