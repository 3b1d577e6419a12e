/**
 * How many rounds a long race runs: all of them in `npm run test:races`, a tenth in `npm test`, which has to end
 * soon on a slow machine too; a twentieth where a round takes seconds of both cores.
 */
export const races = (rounds: number, share: 10 | 20 = 10): number =>
  process.env.NAABER_RACES === "all" ? rounds : Math.ceil(rounds / share);
