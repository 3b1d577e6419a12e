import { data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useI18n } from "../../i18n/context";
import { readCertificate } from "../../overview/queries/certificate.server";
import { printed } from "../../overview/rules/certificate";
import { CertificatePage, CertificateSearch } from "../../overview/view/certificate-page";
import { titled } from "../titled";

export const handle = { face: "member" };
export const meta = titled("shifts:certificate.title");

/** By the code on a paper, for whoever holds it; without one, where it is typed. */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const { db, city, origin } = context;
  const typed = params.code ?? new URL(request.url).searchParams.get("code") ?? "";
  const certificate = await readCertificate(db, typed);
  if (certificate && !params.code) throw redirect(`/certificate/${printed(certificate.code)}`);
  const status = typed && !certificate ? 404 : 200;
  if (!certificate) return data({ typed, shown: null }, { status });
  const url = `${origin}/certificate/${printed(certificate.code)}`;
  const shown = { certificate, url, names: city.names, issuer: city.about.organisation };
  return data({ typed, shown });
}

export default function CertificateOfCode() {
  const { typed, shown } = useLoaderData<typeof loader>();
  const { name } = useI18n();
  if (!shown) return <CertificateSearch typed={typed} />;
  return <CertificatePage {...shown} city={name(shown.names)} />;
}
