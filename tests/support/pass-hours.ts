import { pool } from '#lib/db/client.ts'

/** Moves the clock of every limit by moving what was written. */
export async function passHours(hours: number): Promise<void> {
  await pool().query('update rate_limits set expire = expire - $1', [hours * 3_600_000])
}
