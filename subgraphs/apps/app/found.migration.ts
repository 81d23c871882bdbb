import { Migration } from '@mikro-orm/migrations'

/** What the vendor told of fields that the operator left out of the configuration, with the fingerprint of the configuration that it is of. */
export class Apps0011Found extends Migration {
  override up(): void {
    this.addSql('alter table apps.app add column found json')
  }
}
