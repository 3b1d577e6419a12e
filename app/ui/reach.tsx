import { useI18n } from "../i18n/context";
import { ButtonLink } from "./button";

type Props = {
  name: string;
  phone: string;
  lat: number | null;
  lon: number | null;
};

/** A large way to call and a way to the map, for one hand on a phone. */
export function Reach({ name, phone, lat, lon }: Props) {
  const { t } = useI18n();
  return (
    <p className="row">
      {phone && (
        <ButtonLink href={`tel:${phone}`} icon="phone">
          {name || t("common:button.call")}
        </ButtonLink>
      )}
      {lat !== null && lon !== null && (
        <ButtonLink href={`geo:${lat},${lon}`} icon="place">
          {t("tasks:map")}
        </ButtonLink>
      )}
    </p>
  );
}
