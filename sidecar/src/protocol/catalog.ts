import { z } from 'zod';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const Size = z.number().int().positive();
const OfficialUrl = z.url({ protocol: /^https$/ });
/** A name that is safe as a file name on every system. */
const SafeName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/);

/** One model file, recognised by its digest wherever it comes from. */
export const CatalogModelSchema = z.object({
  name: SafeName,
  /** Path in the publisher's tree; its last part is the file name and tells the format. */
  file: z.string().regex(/\.(tflite|onnx)$/),
  sha256: Sha256,
  /** Bytes. */
  size: Size,
  /** Where the publisher keeps this very file, where it does so outside of an archive. */
  url: OfficialUrl.optional(),
  /** SPDX identifier. */
  licence: z.string(),
  role: z.string(),
  /** Least and greatest value of the input tensor; the pattern that checks a device spans it. */
  inputRange: z.tuple([z.number(), z.number()]),
});
export type CatalogModel = z.infer<typeof CatalogModelSchema>;

const PackSourceSchema = z.discriminatedUnion('kind', [
  /** Comes with the installation. */
  z.object({ kind: z.literal('npm'), package: z.string(), version: z.string() }),
  /** One file, an archive when it ends in .task, that is fetched when asked for. */
  z.object({ kind: z.literal('url'), file: SafeName, url: OfficialUrl, sha256: Sha256, size: Size }),
]);

export const CatalogPackSchema = z.object({
  name: SafeName,
  title: z.string(),
  licence: z.string(),
  source: PackSourceSchema,
  models: z.array(CatalogModelSchema).min(1),
});
export type CatalogPack = z.infer<typeof CatalogPackSchema>;

/** `models/catalog.json`: every model that can be used, by pack. Names are unique over all packs. */
export const CatalogSchema = z
  .object({ version: z.literal(1), packs: z.array(CatalogPackSchema).min(1) })
  .refine(
    ({ packs }) => {
      const names = packs.flatMap((pack) => pack.models.map((model) => model.name));
      return new Set(names).size === names.length;
    },
    { message: 'two models have one name' },
  );
export type Catalog = z.infer<typeof CatalogSchema>;
