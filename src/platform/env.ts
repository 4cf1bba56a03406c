/** Settings, parsed once at boot. The owner of this file is the platform; see parseSettings. */
export interface Settings {
  readonly port: number;
  readonly host: string;
  /** Folder of the embedded database and of what it needs; absolute. */
  readonly dataDir: string;
  /** Null: the embedded PostgreSQL. */
  readonly databaseUrl: string | null;
  /** Where readers reach the program, behind a proxy too: `http://127.0.0.1:3000`, no slash at the end. */
  readonly baseUrl: string;
}
