import { type ActionFunctionArgs, redirect } from "@remix-run/node";

export const loader = () => redirect("/", 303);

export async function action({ context }: ActionFunctionArgs) {
  const { sessions, session, setHeader } = context;
  setHeader("Set-Cookie", await sessions.close(session?.sessionId ?? null));
  return redirect("/", 303);
}
