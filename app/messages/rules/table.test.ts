import { describe, expect, it } from "vitest";
import { type ChannelName, SMS_TEMPLATES, TEMPLATES, WAYS } from "../types";
import { messagesOf } from "./every-way";
import { rowsFor, TABLE } from "./table";

const heard = (type: string, actor: string, toState: string | null = null, reason = "") =>
  rowsFor({ type, actor, toState, reason: reason || null });
const templates = (...line: Parameters<typeof heard>) =>
  heard(...line).map(({ template }) => template);

describe("who hears of what", () => {
  it("a resident of what others did with the request, never of the own doing", () => {
    expect(templates("request.triaged", "member", "triaged")).toEqual(["request_changed"]);
    expect(templates("request.closed", "system", "closed")).toEqual(["request_changed"]);
    expect(templates("request.cancelled", "resident", "cancelled")).toEqual([]);
    expect(heard("request.submitted", "visitor", "submitted")).toMatchObject([
      { template: "request_code", by: "text" },
    ]);
    // Something came, and others are still on the way.
    expect(templates("request.delivered_short", "member")).toEqual([]);
  });

  it("a resident of a coordinator's note, whoever is on the way of a resident's, and nobody of a look", () => {
    expect(templates("request.noted", "member")).toEqual(["request_note", "team_note"]);
    expect(templates("request.noted", "resident")).toEqual(["resident_word"]);
    expect(templates("request.seen", "member")).toEqual([]);
  });

  it("a volunteer of an offer and of one that was taken back", () => {
    expect(templates("assignment.offered", "member", "offered")).toEqual(["task_offered"]);
    expect(templates("assignment.released", "member", "released")).toEqual(["task_released"]);
    expect(templates("assignment.accepted", "member", "accepted")).toEqual([]);
  });

  it.each([
    ["sign_up.offered", "", "volunteer of the shift", "shift_offered"],
    ["sign_up.offered", "moved", "volunteer of the shift", "shift_moved"],
    ["sign_up.offered", "asked", "volunteer of the shift", "shift_asked"],
    ["sign_up.withdrawn", "cancelled", "volunteer of the shift", "shift_cancelled"],
    ["sign_up.withdrawn", "left_late", "coordinators of the shift", "shift_left"],
    ["sign_up.withdrawn", "no_answer", "volunteer of the shift", "shift_lapsed"],
    ["person.verified", "", "volunteer who was verified", "verified"],
    ["person.looks_unusual", "many", "administrators", "looks_unusual"],
    ["city.jobs_dead", "", "administrators", "jobs_dead"],
    ["assignment.safety_asked", "", "volunteer", "safety_check"],
    ["assignment.coming_asked", "", "volunteer", "coming_check"],
    ["assignment.silent", "", "coordinators of the task", "volunteer_silent"],
    ["person.suspended", "", "volunteer who was suspended", "suspended"],
    ["shift.thin", "", "coordinators of the shift", "shift_thin"],
    ["shift.soon", "", "everybody on the shift", "shift_soon"],
    ["shift.moved", "", "everybody waiting for the shift", "shift_moved_waiting"],
    ["shift.place_free", "", "everybody waiting for the role", "shift_free"],
    ["swap.answered", "", "holder of the swapped place", "swap_answered"],
    ["swap.done", "", "both of the swap", "swap_done"],
    ["reservation.missing", "", "coordinators of what is lent", "supply_missing"],
    ["reservation.released", "lost", "coordinator who reserved", "reservation_lapsed"],
  ])("of %s because of %s: %s, by %s", (type, reason, to, template) => {
    expect(heard(type, "system", null, reason)).toMatchObject([{ to, template }]);
  });

  it("who was asked and is silent loses the place, and they and the coordinators hear of it", () => {
    const told = heard("sign_up.withdrawn", "system", "withdrawn", "asked_silent");
    expect(told.map(({ template, to }) => `${template}: ${to}`)).toEqual([
      "shift_lapsed: volunteer of the shift",
      "shift_left: coordinators of the shift",
    ]);
  });

  it.each([
    ["sign_up.offered", "first"],
    ["sign_up.withdrawn", "left"],
    ["sign_up.withdrawn", "declined"],
    ["sign_up.signed_up", ""],
    ["shift.edited", ""],
    ["offer.verified", "imported"],
  ])("nobody of %s because of %s", (type, reason) => {
    expect(heard(type, "member", null, reason)).toEqual([]);
  });

  it.each([
    ["reservation.held", "offer_reserved", "textElseMail"],
    ["reservation.released", "offer_free", "textElseMail", "not_needed"],
    ["reservation.handed_over", "offer_out", "mailElseText"],
    ["reservation.returned", "offer_back", "mailElseText"],
    ["reservation.returned", "offer_damaged", "mailElseText", "short"],
    ["reservation.consumed", "offer_used", "mailElseText"],
  ])("%s is told to the owner: %s, by %s", (type, template, by, reason = "") => {
    expect(heard(type, "member", "x", reason)).toMatchObject([{ to: "owner", template, by }]);
  });

  it("what is overdue is told to its owner and to whoever has it", () => {
    expect(heard("reservation.overdue", "system").map(({ to }) => to)).toEqual([
      "owner",
      "whoever has what is overdue",
    ]);
  });

  it.each(TABLE)("$template ($on) has words for each of its channels", ({ template, by }) => {
    // What has no text message of its own is told by what its mail is about.
    const words: readonly string[] = [...TEMPLATES, ...SMS_TEMPLATES];
    expect(words).toContain(template);
    const ways: readonly ChannelName[] = WAYS[by];
    // A notification says what its mail is about.
    const first = ways.find((way) => way !== "push");
    expect(first === "sms" ? SMS_TEMPLATES : TEMPLATES).toContain(template);
    if (ways.includes("push")) expect(TEMPLATES).toContain(template);
  });

  it("who has a phone alone hears what they wait for, and that it is over", () => {
    const texted = (type: string) => heard(type, "member", "x").map(({ by }) => by);
    expect(texted("request.fulfilled")).toEqual(["mailElseText"]);
    expect(texted("request.declined")).toEqual(["mailElseText"]);
    expect(texted("request.triaged")).toEqual(["mail"]);
    expect(heard("request.covered", "member", null, "on_the_way")).toMatchObject([
      { by: "mailElseText" },
    ]);
  });

  it.each([
    ["unread", "request_danger", "textElseMail"],
    ["nobody_coming", "request_danger", "textElseMail"],
    ["unanswered", "request_unanswered", "leisure"],
  ])("what is escalated because it is %s: %s, by %s", (reason, template, by) => {
    const told = heard("request.escalated", "system", null, reason);
    expect(told).toMatchObject([{ to: "whoever it is escalated to", template, by }]);
  });

  it("a volunteer is asked and called back where they look first", () => {
    for (const type of ["assignment.offered", "assignment.released", "task.moved"])
      expect(heard(type, "member")).toMatchObject([{ by: "textElseMail" }]);
  });
});

describe("danger to life", () => {
  const of = (type: string, reason = "") => heard(type, "system", null, reason)[0]!;

  it.each([
    ["request.escalated", "unread", "push sms email"],
    ["request.escalated", "nobody_coming", "push sms email"],
    ["assignment.offered", "", "push sms email"],
    ["assignment.problem", "", "email push sms"],
    ["assignment.silent", "", "push sms email"],
    ["assignment.coming_asked", "", "push sms email"],
  ])("goes at once by every channel to whoever has to act on %s %s", (type, reason, names) => {
    expect(messagesOf(of(type, reason), true)).toEqual(names.split(" ").map((name) => [name]));
    expect(messagesOf(of(type, reason), false)).toEqual([names.split(" ")]);
  });

  it.each([
    ["request.escalated", "unanswered"],
    ["task.changed", "time"],
    ["assignment.released", ""],
    ["shift.thin", ""],
  ])("goes by the first channel that works to whoever is only told of %s %s", (type, reason) => {
    expect(messagesOf(of(type, reason), true)).toHaveLength(1);
  });
});
