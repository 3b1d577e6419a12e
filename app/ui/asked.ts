import { type FieldErrors, type Typed, typedText } from "../platform/form";

/** What a form's fields and its summary of errors need; `say` turns an error's code into words. */
export function askedOf(typed: Typed, errors: FieldErrors, say: (code: string) => string) {
  const error = (name: string) => (errors[name] ? say(errors[name]) : null);
  return {
    asked: (name: string) => ({ name, value: typedText(typed, name), error: error(name) }),
    chosen: (name: string) => ({ name, values: [typed[name] ?? []].flat(), error: error(name) }),
    problems: Object.keys(errors).map((name) => ({ href: `#${name}`, text: error(name)! })),
  };
}
