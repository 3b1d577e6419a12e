import { expect, it } from "vitest";
import { readRefusal } from "./read-refusal";

it.each([
  [550, "RCPT TO", "550 5.1.1 User unknown", "address"],
  [550, "RCPT TO", "550 No such user here", "address"],
  [553, "RCPT TO", "553 mailbox name not allowed", "address"],
  [550, "RCPT TO", "550 5.2.1 Mailbox disabled", "address"],
  [550, "RCPT TO", "550-5.1.1 The account that you tried to reach does not exist", "address"],
  [552, "RCPT TO", "552 5.2.2 Mailbox full", "refused"],
  [550, "RCPT TO", "550 5.7.1 Relaying denied", "refused"],
  [554, "DATA", "554 5.7.1 Looks like spam", "refused"],
  [550, "DATA", "550 message refused", "refused"],
  [450, "RCPT TO", "450 4.2.1 Try again later", null],
  [421, "DATA", "421 Too busy", null],
  [535, "AUTH PLAIN", "535 5.7.8 Wrong password", null],
  [550, "MAIL FROM", "550 5.1.8 Sender not allowed", null],
  [undefined, "CONN", "", null],
])("%s to %s (%s) says of the address: %s", (responseCode, command, response, fault) => {
  expect(readRefusal({ ...(responseCode ? { responseCode } : {}), command, response })).toBe(fault);
});
