import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { I18nProvider } from "../i18n/context";
import { isSecret } from "../platform/secret-field";
import { Field } from "./field";

type Props = Parameters<typeof Field>[0];
const html = (props: Props) => {
  const children = createElement(Field, props);
  const around = { locale: "en", zone: "UTC", now: new Date(0), children } as const;
  return renderToStaticMarkup(createElement(I18nProvider, around));
};

describe("a field for what lets somebody in", () => {
  it.each<Partial<Props>>([
    { type: "password" },
    { autoComplete: "current-password" },
    { autoComplete: "new-password" },
    { autoComplete: "one-time-code" },
  ])("has to say so by its name: %o", (props) => {
    expect(() => html({ name: "code", label: "Code", ...props })).toThrow("code");
    expect(html({ name: "secret_code", label: "Code", ...props })).toContain("secret_code");
  });

  it("never gives back what was typed; every other field does", () => {
    expect(html({ name: "secret_code", label: "Code", value: "12345678" })).not.toContain("12345");
    expect(html({ name: "code", label: "Code", value: "12345678" })).toContain("12345678");
  });

  it.each([
    ["password", true],
    ["current_password", true],
    ["confirm_secret_code", true],
    ["code", false],
    ["secretary", false],
    ["current", false],
  ])("%s is known by its name: %s", (name, secret) => {
    expect(isSecret(name)).toBe(secret);
  });
});
