import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readCategories } from "../../districts/queries/settings.server";
import { CategoriesPage } from "../../districts/view/categories-page";
import { requireAdministrator } from "../gate.server";
import { titled } from "../titled";

export const meta = titled("admin:categories.title");

export async function loader(args: LoaderFunctionArgs) {
  const { db } = await requireAdministrator(args);
  return { categories: await readCategories(db) };
}

export default function Categories() {
  return <CategoriesPage {...useLoaderData<typeof loader>()} />;
}
