import { type RequestHandler, Router } from "express";
import type { TileFile } from "../platform/tiles.server";

/** A number as we write it in an address: no other one leads to the same picture. */
const NUMBER = /^(0|[1-9]\d{0,8})$/;

/**
 * `/tiles/STAMP/Z/X/Y`: pictures of a map out of a PMTiles file on this machine. They say nothing about anybody, so they are as
 * open as the program's own files, and browsers keep them: another file has another stamp.
 */
export function tilesOf({ stamp, type, read }: TileFile): RequestHandler {
  const router = Router();
  router.get("/:stamp/:z/:x/:y", async (req, res, next) => {
    const { z = "", x = "", y = "" } = req.params;
    const isMeant = req.params.stamp === stamp && [z, x, y].every((one) => NUMBER.test(one));
    try {
      const picture = isMeant ? await read(Number(z), Number(x), Number(y)) : null;
      if (!picture) {
        res.status(404).setHeader("Cache-Control", isMeant ? "public, max-age=3600" : "no-store");
        return res.end();
      }
      res.setHeader("Cache-Control", "public, max-age=31536000, immutable");
      return res.type(type).send(picture);
    } catch (fault) {
      return next(fault);
    }
  });
  return router;
}
