import type { SmsFailure } from "../types";

/** A text message as a gateway is given it. */
export type Text = {
  /** Ours: the same however often it is tried. */
  id: string;
  /** E.164. */
  to: string;
  body: string;
  /** When it was ordered. */
  at: Date;
  /** Where the gateway tells what became of it. */
  report: string;
};

/** What takes text messages on. */
export type Gateway = {
  /** Hands one over, and gives the gateway's own id of it where it has one. Throws `NotTaken`, or whatever else may pass. */
  send: (text: Text) => Promise<string | null>;
};

/** The gateway has refused a message for good. What it said stays out: it may say to whom. */
export class NotTaken extends Error {
  override name = "NotTaken";
  constructor(readonly failure: SmsFailure) {
    super(failure);
  }
}

/** Milliseconds until a gateway that does not answer counts as away. */
export const ANSWER_WITHIN = 15_000;
