'use server'

import { redirect } from 'next/navigation'
import { getLocale } from 'next-intl/server'
import { withFaults } from '#app/form-faults.ts'
import { missing } from '#app/missing.ts'
import { shownChanges } from '#components/desk/settings-changes.tsx'
import { askApproval } from '#lib/approvals/ask-approval.ts'
import { database } from '#lib/db/client.ts'
import { lenderById } from '#lib/db/lenders.ts'
import { transaction } from '#lib/db/transaction.ts'
import type { FaultReason, SettingsFault } from '#lib/domain/settings/fault.ts'
import { needsApproval } from '#lib/domain/settings/groups.ts'
import { todayOf, writtenLocale } from '#lib/i18n/format.ts'
import { changeSettings } from '#lib/settings/change-settings.ts'
import { toProposal } from '#lib/settings/proposal.ts'
import { type Reviewed, reviewChange } from '#lib/settings/review-change.ts'
import { reachOf } from '#lib/settings/settings-of.ts'
import { requireStaff, type SignedInStaff } from '#lib/staff/guards.ts'
import { flagContacts } from '#lib/workflows/settings/flag-contacts.ts'
import type { FormState } from './form-state.ts'
import { meanwhileOf } from './meanwhile.ts'
import { faultMessages, readForm, type SettingsForm } from './read-form.ts'

export async function changeGroup(_: FormState, data: FormData): Promise<FormState> {
  const signedIn = await requireStaff('admin')
  const form = await readForm(data, signedIn.lender)
  if (!form) missing()
  if (form.intent === 'edit') return changeAgain(form)
  const reviewed = await review(form, signedIn)
  if (reviewed.outcome !== 'ready') return shownAgain(form, reviewed, signedIn)
  const asks = needsApproval(form.group)
  const fault = asks && form.intent === 'save' ? reasonFault(form.reason) : undefined
  if (form.intent === 'save' && !fault) return keep(form, reviewed, signedIn)
  const changes = await shownChanges(reviewed.changes, writtenLocale(await getLocale()))
  const faults = fault ? [{ path: 'reason', reason: fault }] : []
  return withFaults({
    step: 'review',
    ...kept(form),
    changes,
    faults: await said(faults, form, signedIn),
  })
}

async function said(faults: SettingsFault[], { group }: SettingsForm, { lender }: SignedInStaff) {
  return faultMessages({ group, reach: await reachOf(database(), lender) }, faults)
}

function review(form: SettingsForm, { lender, staff }: SignedInStaff): Promise<Reviewed> {
  const { timeZone } = lender
  const today = todayOf({ now: Temporal.Now.instant(), timeZone })
  return reviewChange(database(), lender, { ...form, today, by: staff.name })
}

type Ready = Extract<Reviewed, { outcome: 'ready' }>

function kept({ typed, seenVersion, reason }: SettingsForm) {
  return { typed, version: seenVersion, reason }
}

function reasonFault(reason: string): FaultReason | undefined {
  if (reason === '') return 'reason_needed'
  return reason.length > 500 ? 'reason_too_long' : undefined
}

async function shownAgain(
  form: SettingsForm,
  reviewed: Exclude<Reviewed, Ready>,
  signedIn: SignedInStaff,
): Promise<FormState> {
  const { lender } = signedIn
  const again = changeAgain(form)
  if (reviewed.outcome === 'same') return { ...again, notice: 'same' }
  if (reviewed.outcome === 'refused')
    return withFaults({ ...again, faults: await said(reviewed.faults, form, signedIn) })
  const meanwhile = await meanwhileOf(reviewed.meanwhile, lender)
  return { ...again, version: lender.settingsVersion, notice: 'stale', meanwhile }
}

async function keep(form: SettingsForm, ready: Ready, signedIn: SignedInStaff): Promise<FormState> {
  const { staff, lender } = signedIn
  const { group, seenVersion, reason } = form
  const now = Temporal.Now.instant()
  if (needsApproval(group)) {
    const { isNew } = await transaction((tx) =>
      askApproval(tx, {
        kind: 'settings',
        subjectId: lender.id,
        reason,
        now,
        staffId: staff.id,
        lenderId: lender.id,
        detail: toProposal({ group, seenVersion }, ready.changes),
      }),
    )
    if (isNew) redirect(`/desk/settings/${group}?done=asked`)
    return { ...changeAgain(form), notice: 'waiting' }
  }
  const changed = await transaction(async (tx) => {
    const { values } = ready
    const by = { lenderId: lender.id, changedBy: `staff:${staff.id}`, now }
    const outcome = await changeSettings(tx, { ...by, group, seenVersion, values })
    await flagContacts(tx, await lenderById(tx, lender.id), now)
    return outcome
  })
  if (changed.outcome === 'changed') redirect(`/desk/settings/${group}?done=saved`)
  // Somebody was faster by a moment.
  const newest = { ...signedIn, lender: await lenderById(database(), lender.id) }
  const again = await review(form, newest)
  return again.outcome === 'ready' ? changeAgain(form) : shownAgain(form, again, newest)
}

function changeAgain(form: SettingsForm): FormState {
  return { step: 'edit', ...kept(form) }
}
