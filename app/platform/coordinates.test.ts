import { expect, it } from "vitest";
import { readDegrees, readPoint } from "./coordinates";

const LVIV = { lat: 49.8397, lon: 24.0297 };

it.each([
  "49.8397, 24.0297",
  "49.8397,24.0297",
  "49.8397 24.0297",
  "49.8397; 24.0297",
  "49,8397; 24,0297",
  "49,8397;24,0297",
  "49,8397 24,0297",
  "49,8397, 24,0297",
  "49,8397,24,0297",
  "49.8397/24.0297",
  " 49.8397°N, 24.0297°E ",
  "49.8397 N 24.0297 E",
  "N 49.8397, E 24.0297",
  "+49.8397, +24.0297",
  "４９.８３９７, ２４.０２９７",
  "٤٩.٨٣٩٧, ٢٤.٠٢٩٧",
  "(49.8397, 24.0297)",
  "49.8397 | 24.0297",
  "49.8397N24.0297E",
  "lat: 49.8397, lon: 24.0297",
  "широта 49,8397 довгота 24,0297",
  "49,8397 пн. ш. 24,0297 сх. д.",
  "49.8397 с.ш., 24.0297 в.д.",
  "\u200e49.8397, 24.0297",
  "49°50.382'N 24°1.782'E",
  "N 49° 50.382 E 24° 01.782",
])("%j is a point", (typed) => {
  expect(readPoint(typed)).toEqual(LVIV);
});

it.each([
  `49°50'22.92"N 24°01'46.92"E`,
  "49° 50′ 22.92″ N, 24° 1′ 46.92″ E",
  "49º50’22,92”N 24º1’46,92”E",
  "49 50 22.92 N 24 01 46.92 E",
  "49°50'22.92'' 24°1'46.92''",
])("%j is the same point in minutes and seconds", (typed) => {
  const { lat, lon } = readPoint(typed)!;
  expect([lat.toFixed(6), lon.toFixed(6)]).toEqual(["49.839700", "24.029700"]);
});

it.each([
  "https://www.google.com/maps/@49.8397,24.0297,17z",
  "https://www.google.com/maps/place/X/@49.83,23.94,12z/data=!4m6!3m5!8m2!3d49.8397!4d24.0297",
  "https://www.google.com/maps/search/?api=1&query=49.8397%2C24.0297",
  "https://www.google.com/maps/search/49.8397,+24.0297",
  "maps.google.com/?q=loc:49.8397,24.0297",
  "https://maps.apple.com/?ll=49.8397,24.0297&q=X",
  "https://maps.apple.com/place?coordinate=49.8397,24.0297",
  "https://www.openstreetmap.org/#map=17/49.8397/24.0297",
  "https://www.openstreetmap.org/?mlat=49.8397&mlon=24.0297#map=17/49.84/24.03",
  "https://yandex.ru/maps/143/kyiv/?ll=24.1,49.9&pt=24.0297,49.8397&z=17",
  "https://yandex.com/maps/?ll=24.0297%2C49.8397",
  "https://waze.com/ul?ll=49.8397,24.0297&navigate=yes",
  "https://www.waze.com/live-map/directions?to=ll.49.8397%2C24.0297",
  "https://www.bing.com/maps?cp=49.8397~24.0297&lvl=17",
  "https://2gis.ua/lviv/geo/24.0297%2C49.8397",
  "https://mapy.cz/zakladni?x=24.0297&y=49.8397&z=17",
  "geo:49.8397,24.0297?z=17",
  "geo:0,0?q=49.8397,24.0297",
  "Here: https://maps.google.com/?q=49.8397,24.0297 !",
])("%s is the point of a map's address", (typed) => {
  expect(readPoint(typed)).toEqual(LVIV);
});

it("is the middle of a whole plus code", () => {
  const { lat, lon } = readPoint("8FVC9G8F+6X")!;
  expect([lat.toFixed(4), lon.toFixed(4)]).toEqual(["47.3656", "8.5249"]);
});

it("lies south and west where it says so", () => {
  const point = { lat: -33.45, lon: -70.66 };
  expect(readPoint("-33.45, -70.66")).toEqual(point);
  expect(readPoint("−33,45; −70,66")).toEqual(point);
  expect(readPoint("33.45 S 70.66 W")).toEqual(point);
});

it.each([
  "",
  ",",
  "49.8397,",
  ", 24.0297",
  "49.8397",
  "49.8397, 24.0297, 300",
  "91, 24",
  "49, 181",
  "49.8397 E 24.0297 N",
  "1e1, 24",
  "0x10, 24",
  "here, there",
  "49..8, 24",
  "https://maps.app.goo.gl/a49.8397,24.0297b",
  "https://example.org/?q=Lviv",
  "https://maps.google.com/?q=149.8397,24.0297",
  "9G8F+6X Lviv",
  "8FVC9G8F",
  "49°60'N 24°1'E",
  "49 50 22.9, 24 01 46.9",
  "49.8397.24.0297",
  "///filled.count.soap",
])("%j is none", (typed) => {
  expect(readPoint(typed)).toBeNull();
});

it.each([
  ["49,8012", 49.8012],
  ["49.80N", 49.8],
  ["S49.8", -49.8],
  ["-49,8", -49.8],
  ["90", 90],
  ["49° 48′", 49.8],
  ["49º48'N", 49.8],
  ["49.8° пн. ш.", 49.8],
])("%j are %d degrees of latitude", (typed, degrees) => {
  expect(readDegrees(typed, 90)).toBe(degrees);
});

it.each([
  "4980",
  "49.80E",
  "-49.8S",
  "90.1",
  "49° 61′",
  "49 48",
  "",
  "x",
])("%j are none", (typed) => {
  expect(readDegrees(typed, 90)).toBeNull();
});
