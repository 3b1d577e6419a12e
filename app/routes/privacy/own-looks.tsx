import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useI18n } from "../../i18n/context";
import { looksAtMember } from "../../privacy/queries/looks.server";
import { LooksPage } from "../../privacy/view/looks-page";
import { requireMember } from "../gate.server";
import { titled } from "../titled";
import { afterOf } from "./page.server";

export const handle = { face: "member" };
export const meta = titled("privacy:looks.own");

export async function loader(args: LoaderFunctionArgs) {
  return looksAtMember(await requireMember(args), afterOf(args.request));
}

export default function OwnLooks() {
  const { looks, next } = useLoaderData<typeof loader>();
  const { t } = useI18n();
  return (
    <LooksPage
      title={t("privacy:looks.own")}
      lead={t("privacy:looks.ownLead")}
      none={t("privacy:looks.ownNone")}
      looks={looks}
      next={next ? `/account/looks?after=${next}` : null}
      back="/account"
    />
  );
}
