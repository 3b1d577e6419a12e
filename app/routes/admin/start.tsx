import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { requireAdministrator } from "../gate.server";

export async function loader(args: LoaderFunctionArgs) {
  await requireAdministrator(args);
  return redirect("/admin/districts", 303);
}
