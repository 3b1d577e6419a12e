import type { ComponentPropsWithoutRef } from "react";

/** What tells one sending of a form from the next: pressed twice, or sent again after the network failed, it is one change. */
const freshKey = () => crypto.randomUUID();

/** A form that changes something. Its pages are rendered by the server alone, so each time a page is shown its forms are new. */
export function PostForm({ children, ...rest }: ComponentPropsWithoutRef<"form">) {
  return (
    <form method="post" {...rest}>
      <input type="hidden" name="key" value={freshKey()} />
      {children}
    </form>
  );
}
