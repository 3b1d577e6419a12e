import { useI18n } from "../../i18n/context";
import { useShell } from "../../shell";

/** Who is responsible and whom one can ask, for the sentences of the public pages; what is not filled in says so. */
export function useContacts() {
  const { t } = useI18n();
  const { about, demo } = useShell().city;
  const unset = demo ? t("public:demoNote") : t("public:unset");
  return {
    organisation: about.organisation ?? unset,
    contact: [about.dataContact, about.email, about.helpLine].filter(Boolean).join(", ") || unset,
    authority: about.authority ?? unset,
  };
}
