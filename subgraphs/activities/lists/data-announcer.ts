import { PLATFORM, type Database, type DataChanged } from '@casbah/kit'

/** Tells neighbours what databases and lists there are; each once, until something of it changes. */
export class DataAnnouncer {
  private readonly db: Database
  private readonly told = new Map<string, string>()

  constructor(db: Database) {
    this.db = db
  }

  async tell(data: DataChanged): Promise<void> {
    const text = JSON.stringify(data)
    if (this.told.get(data.name) === text) return
    await this.db.write(PLATFORM, async tx => tx.append('data.changed', [data]))
    this.told.set(data.name, text)
  }
}
