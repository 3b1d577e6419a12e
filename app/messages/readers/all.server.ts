import type { ReaderKind } from "../rules/readers";
import { administrators } from "./administrators.server";
import {
  carriersOf,
  coordinatorsOfTask,
  reserverOf,
  volunteerOf,
  volunteersOfRequest,
  volunteersOfTask,
  volunteersOnTask,
} from "./dispatch.server";
import { escalatedTo } from "./escalation.server";
import { borrowerOf, coordinatorsOfOffer, ownerOf, ownerWithoutAccount } from "./owners.server";
import type { FindReaders } from "./reader";
import { residentOf } from "./residents.server";
import {
  bothOfSwap,
  coordinatorsOfShift,
  everybodyOnShift,
  everybodyWaitingForRole,
  everybodyWaitingForShift,
  holderOfSwap,
  volunteerOfShift,
} from "./shifts.server";
import { volunteerSuspended, volunteerVerified } from "./volunteers.server";

export const READERS: Record<ReaderKind, FindReaders> = {
  resident: residentOf,
  volunteer: volunteerOf,
  "volunteers on the task": volunteersOnTask,
  "volunteers on the task or asked": volunteersOfTask,
  "volunteers of the request": volunteersOfRequest,
  "coordinators of the task": coordinatorsOfTask,
  "whoever it is escalated to": escalatedTo,
  "coordinator who reserved": reserverOf,
  "coordinators of what is lent": coordinatorsOfOffer,
  "whoever fetches it or has it": carriersOf,
  owner: ownerOf,
  "owner without an account": ownerWithoutAccount,
  "whoever has what is overdue": borrowerOf,
  "volunteer of the shift": volunteerOfShift,
  "everybody on the shift": everybodyOnShift,
  "everybody waiting for the shift": everybodyWaitingForShift,
  "everybody waiting for the role": everybodyWaitingForRole,
  "coordinators of the shift": coordinatorsOfShift,
  "both of the swap": bothOfSwap,
  "holder of the swapped place": holderOfSwap,
  "volunteer who was verified": volunteerVerified,
  "volunteer who was suspended": volunteerSuspended,
  administrators,
};
