import { type ActionFunctionArgs, redirect } from "@remix-run/node";

/** Back to the request that was worked on, with the list beside it as it was. */
export function toSheet({ request, params }: ActionFunctionArgs, hash = "") {
  return redirect(`/board/requests/${params.id}${new URL(request.url).search}${hash}`, 303);
}
