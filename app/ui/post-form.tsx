import type { ComponentPropsWithoutRef } from "react";

/** What tells one sending of a form from the next: pressed twice, or sent again after the network failed, it is one change. */
const freshKey = () => crypto.randomUUID();

/** The id of the one form that a page is about: the buttons of languages send it too, to be shown again in another language. */
export const PAGE_FORM = "form";

type Props = ComponentPropsWithoutRef<"form"> & {
  /** Of a form that is sent on for another: the key that it came with. */
  changeKey?: string;
};

/** A form that changes something. Its pages are rendered by the server alone, so each time a page is shown its forms are new. */
export function PostForm({ children, changeKey, ...rest }: Props) {
  return (
    <form method="post" {...rest}>
      <input type="hidden" name="key" value={changeKey ?? freshKey()} />
      {children}
    </form>
  );
}
