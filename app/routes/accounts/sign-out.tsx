import { type ActionFunctionArgs, redirect } from "@remix-run/node";

export const loader = () => redirect("/", 303);

export async function action({ context }: ActionFunctionArgs) {
  const { sessions, session, setHeader } = context;
  setHeader("Set-Cookie", await sessions.close(session?.sessionId ?? null));
  // What was shown does not come back with the browser's own button.
  return redirect("/", { status: 303, headers: { "Clear-Site-Data": '"cache"' } });
}
