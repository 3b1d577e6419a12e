import type { Vehicle } from "../../accounts/types";

/** Kilometres an hour through a city at night, stairs and parking included. */
const SPEED: Record<Vehicle, number> = {
  none: 4,
  bicycle: 10,
  car: 20,
  van: 20,
  four_wheel_drive: 20,
  wheelchair_van: 20,
};
/** Where nobody knows from where to where. */
const USUAL_MINUTES = 20;

/** How long somebody is on the way; as long as is usual where the distance is not known. */
export const travelMinutes = (kilometres: number | null, vehicle: Vehicle): number =>
  kilometres === null ? USUAL_MINUTES : (kilometres / SPEED[vehicle]) * 60;

const CARRYING: readonly Vehicle[] = ["car", "van", "four_wheel_drive", "wheelchair_van"];

/** Whether a generator or a hundred litres of water can be fetched with it. */
export const carries = (vehicle: Vehicle): boolean => CARRYING.includes(vehicle);
