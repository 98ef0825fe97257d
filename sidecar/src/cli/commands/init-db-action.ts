import { MIGRATIONS } from '../../jobs/store/migrations.ts';
import { openDatabase } from '../../jobs/store/sqlite-database.ts';
import { openWorkspace } from '../../jobs/workspace/open-workspace.ts';

export interface InitDbFlags {
  workspace?: string;
  json: boolean;
}

/** Makes the workspace and its database, and nothing else. */
export async function initDbAction({ workspace: folder, json }: InitDbFlags): Promise<void> {
  const workspace = await openWorkspace(folder);
  try {
    const { dir, database } = workspace;
    (await openDatabase(database, { migrations: MIGRATIONS })).close();
    process.stdout.write(
      json ? `${JSON.stringify({ event: 'result', workspace: dir })}\n` : `${dir} is ready.\n`,
    );
  } finally {
    workspace.release();
  }
}
