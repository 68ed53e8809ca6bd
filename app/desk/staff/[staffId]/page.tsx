import { DeskPage } from '#app/desk/desk-page.tsx'
import { notAtThisDesk } from '#app/desk/not-here.ts'
import { disable, setRole } from '#app/desk/staff/actions.ts'
import { readerOf } from '#app/reader.ts'
import { DeskSelect } from '#components/desk/desk-select.tsx'
import { MailAddress } from '#components/mail-address.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { Button, TextLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Form } from '#components/ui/form.tsx'
import { Row } from '#components/ui/row.tsx'
import { database } from '#lib/db/client.ts'
import { staffRoles } from '#lib/domain/roles.ts'
import { formatMoment, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { auditView } from '#lib/staff/audit-view.ts'
import { requireStaff } from '#lib/staff/guards.ts'
import { type ListedStaff, listStaff } from '#lib/staff/queries.ts'
import { ResetForm } from './reset-form.tsx'

type Props = { params: Promise<{ staffId: string }>; searchParams: Promise<{ done?: string }> }
const tones = { role: 'good', disabled: 'good', last_admin: 'bad', changed: 'wait' } as const
const answers = ['role', 'disabled', 'last_admin', 'changed'] as const

export async function generateMetadata() {
  return { title: (await getTranslations('desk'))('staff.title') }
}

export default async function OneOfStaff({ params, searchParams }: Props) {
  const signedIn = await requireStaff('admin')
  const { staffId } = await params
  const { done } = await searchParams
  const people = await listStaff(database(), signedIn.lender.id)
  const one = people.find(({ id }) => id === staffId)
  if (!one) return notAtThisDesk(signedIn, `staff ${staffId}`)
  await auditView(database(), signedIn, { subject: 'staff', subjectId: staffId })
  const t = await getTranslations('desk')
  const reader = await readerOf(signedIn.lender)
  const answer = answers.find((name) => name === done)
  return (
    <DeskPage
      title={<bdi>{one.name}</bdi>}
      lead={<MailAddress>{one.email}</MailAddress>}
      staff={signedIn.staff}
      lender={signedIn.lender}
      back={{ href: '/desk/staff', label: t('nav.staff') }}
    >
      {answer && <Banner tone={tones[answer]} title={t(`staff.done_${answer}`)} />}
      <StaffFacts one={one} reader={reader} />
      {!one.disabledAt && <RoleCard one={one} />}
      <ResetForm
        staffId={one.id}
        words={{
          title: t('staff.reset_title'),
          text: t('staff.reset_text'),
          submit: t('staff.reset'),
          made: t('staff.link_title'),
          madeText: t('staff.link_text'),
        }}
      />
      {!one.disabledAt && <DisableCard staffId={one.id} />}
      <TextLink href={`/desk/audit-log?who=${one.id}`}>{t('staff.audit_log')}</TextLink>
    </DeskPage>
  )
}

async function StaffFacts({ one, reader }: { one: ListedStaff; reader: Reader }) {
  const t = await getTranslations('desk')
  return (
    <Card className="max-w-2xl">
      <dl className="flex flex-col gap-2">
        <Row term={t('staff.since')}>{formatMoment(one.createdAt, reader)}</Row>
        {one.seenAt && <Row term={t('staff.last')}>{formatMoment(one.seenAt, reader)}</Row>}
        {one.disabledAt && (
          <Row term={t('staff.disabled')}>{formatMoment(one.disabledAt, reader)}</Row>
        )}
      </dl>
    </Card>
  )
}

async function RoleCard({ one }: { one: ListedStaff }) {
  const t = await getTranslations('desk')
  return (
    <Card className="max-w-2xl">
      <Form action={setRole} className="flex flex-col gap-4">
        <input type="hidden" name="staffId" value={one.id} />
        <input type="hidden" name="seenRole" value={one.role} />
        <DeskSelect
          name="role"
          label={t('staff.role')}
          options={staffRoles.map((role) => [role, t(`role.${role}`)] as const)}
          defaultValue={one.role}
        />
        <Button look="quiet">{t('staff.save_role')}</Button>
      </Form>
    </Card>
  )
}

async function DisableCard({ staffId }: { staffId: string }) {
  const t = await getTranslations('desk')
  return (
    <Card className="max-w-2xl">
      <h2>{t('staff.disable_title')}</h2>
      <p className="text-small text-soft">{t('staff.disable_text')}</p>
      <Form action={disable}>
        <input type="hidden" name="staffId" value={staffId} />
        <Button look="quiet">{t('staff.disable')}</Button>
      </Form>
    </Card>
  )
}
