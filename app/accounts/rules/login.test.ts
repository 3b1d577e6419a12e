import { expect, it } from "vitest";
import { canonicalLogin } from "./login";
import { relyingPartyOf } from "./relying-party";

it.each([
  ["Olha@Mail.Example ", { email: "olha@mail.example" }],
  ["067 123 00 99", { phone: "+380671230099" }],
  ["+380 (67) 123-00-99", { phone: "+380671230099" }],
  ["Olha", { unknown: "olha" }],
])("%j is one account's in one spelling", (typed, canonical) => {
  expect(canonicalLogin(typed, "380")).toEqual(canonical);
});

it.each([
  ["https://naaber.example", { id: "naaber.example", origin: "https://naaber.example" }],
  ["http://localhost:3000", { id: "localhost", origin: "http://localhost:3000" }],
  ["http://naaber.example", null],
  ["http://undefined", null],
  ["nonsense", null],
])("passkeys at %s are made for %o", (origin, party) => {
  expect(relyingPartyOf(origin)).toEqual(party);
});
