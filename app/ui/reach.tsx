import { useI18n } from "../i18n/context";
import { ButtonLink } from "./button";
import { Disclosure } from "./content";

type Place = { lat: number | null; lon: number | null; address?: string };
type Called = { name: string; phone: string };

/** A large way to call, with the number to read out, and the ways to the map. */
export function Reach({ name, phone, ...place }: Place & Called) {
  return (
    <>
      <Call name={name} phone={phone} />
      <MapLinks {...place} />
    </>
  );
}

/** Nothing without a number. */
export function Call({ name, phone }: Called) {
  const { t } = useI18n();
  if (!phone) return null;
  return (
    <p className="row">
      <ButtonLink href={`tel:${phone}`} icon="phone">
        {name ? t("common:button.callName", { name }) : t("common:button.call")}
      </ButtonLink>
      <span className="num">{phone}</span>
    </p>
  );
}

/** The ways to the map that a phone may know; nothing without a place. */
export function MapLinks(place: Place) {
  const { t } = useI18n();
  const links = mapLinks(place);
  if (!links) return null;
  return (
    <Disclosure summary={t("tasks:map")}>
      <p className="row">
        <ButtonLink href={links.phone}>{t("tasks:mapPhone")}</ButtonLink>
        <ButtonLink href={links.apple} rel="noreferrer">
          {t("tasks:mapApple")}
        </ButtonLink>
        <ButtonLink href={links.osm} rel="noreferrer">
          {t("tasks:mapOsm")}
        </ButtonLink>
      </p>
    </Disclosure>
  );
}

/** Android opens `geo:` with a pin at the label; iPhones know their own maps; a browser knows OpenStreetMap. Null without a place. */
function mapLinks({ lat, lon, address = "" }: Place) {
  const label = encodeURIComponent(address);
  if (lat !== null && lon !== null)
    return {
      phone: `geo:${lat},${lon}?q=${lat},${lon}${label && `(${label})`}`,
      apple: `https://maps.apple.com/?ll=${lat},${lon}&q=${label || `${lat},${lon}`}`,
      osm: `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=18/${lat}/${lon}`,
    };
  if (!label) return null;
  return {
    phone: `geo:0,0?q=${label}`,
    apple: `https://maps.apple.com/?q=${label}`,
    osm: `https://www.openstreetmap.org/search?query=${label}`,
  };
}
