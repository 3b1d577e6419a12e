import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useParams } from "@remix-run/react";
import { useI18n } from "../../i18n/context";
import { looksByToken } from "../../privacy/queries/looks.server";
import { LooksPage } from "../../privacy/view/looks-page";
import { found } from "../gate.server";
import { titled } from "../titled";
import { afterOf } from "./page.server";

export const meta = titled("privacy:looks.request");

/** For whoever holds the private link. */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  return found(await looksByToken(context.db, params.token ?? "", afterOf(request)));
}

export default function ResidentLooks() {
  const { looks, next } = useLoaderData<typeof loader>();
  const { token } = useParams();
  const { t } = useI18n();
  return (
    <LooksPage
      title={t("privacy:looks.request")}
      lead={t("privacy:looks.requestLead")}
      none={t("privacy:looks.requestNone")}
      looks={looks}
      next={next ? `/track/${token}/looks?after=${next}` : null}
      back={`/track/${token}`}
    />
  );
}
