import type { Artifact } from '../../protocol/job.ts';
import type { Report } from '../../protocol/report.ts';
import type { OpenArtifact } from '../job-service.ts';

/** Keeps the files that jobs have made. */
export interface ArtifactStore {
  /**
   * Takes over the files of a finished job, all of them or none; they replace those of an earlier end that nobody
   * heard of. When it resolves they are kept, whatever happens to the machine.
   * @param folder holds the files of the report and the report itself; it is gone afterwards
   */
  put(job: string, folder: string, report: Report): Promise<Artifact[]>;
  /** Empty while there is nothing. */
  list(job: string): Promise<Artifact[]>;
  /** @throws AppError `artifact.not-found` */
  open(job: string, name: string): Promise<OpenArtifact>;
  /** Bytes of a job's artifacts. */
  size(job: string): Promise<number>;
  remove(job: string): Promise<void>;
}
