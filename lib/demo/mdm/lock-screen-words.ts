import type { KeypadAnswer, Phone } from './phone.ts'

type Words = {
  title: string
  otherTitle: string
  kept: string
  otherKept: string
  scan: string
  code: string
  emergency: string
  call: (lender: string) => string
  offline: string
  passkey: string
  typeHere: string
  open: string
  opened: string
  openUntil: (when: string) => string
  released: string
  keypad: Record<KeypadAnswer, string>
}

const english: Words = {
  title: 'This device is locked due to an overdue installment payment',
  otherTitle: 'Another lock is still on this device',
  kept: 'Your photos, messages and files are kept. Pay from any other phone or computer, or call us.',
  otherKept: 'Nothing on it is deleted. Connect it to the internet, or call us.',
  scan: 'Scan to pay, or go to',
  code: 'Your sign-in code',
  emergency: 'Emergency call',
  call: (lender) => `Call ${lender}`,
  offline: 'No internet? Enter a code',
  passkey: 'Passkey',
  typeHere: 'Code from the payment page',
  open: 'Unlock',
  opened: 'Your phone is unlocked. Thank you.',
  openUntil: (when) => `Your phone is unlocked until ${when}.`,
  released: 'Paid in full. The lock has been removed for good.',
  keypad: {
    opened: 'Code accepted',
    already_open: 'This phone is open already',
    already_used: 'This code was already used. Ask for a new one.',
    not_valid: 'This code is not valid. Check the digits.',
  },
}

const spanish: Words = {
  title: 'Este equipo está bloqueado por un pago a plazos vencido',
  otherTitle: 'Este equipo todavía tiene otro bloqueo',
  kept: 'Sus fotos, mensajes y archivos se conservan. Pague desde otro teléfono o computadora, o llámenos.',
  otherKept: 'No se borra nada. Conéctelo a internet o llámenos.',
  scan: 'Escanee para pagar, o vaya a',
  code: 'Su código de acceso',
  emergency: 'Emergencia',
  call: (lender) => `Llamar a ${lender}`,
  offline: '¿Sin internet? Ingrese un código',
  passkey: 'Clave del equipo',
  typeHere: 'Código de la página de pago',
  open: 'Desbloquear',
  opened: 'Su teléfono está desbloqueado. Gracias.',
  openUntil: (when) => `Su teléfono está desbloqueado hasta el ${when}.`,
  released: 'Pagado por completo. El bloqueo se quitó para siempre.',
  keypad: {
    opened: 'Código aceptado',
    already_open: 'Este teléfono ya está abierto',
    already_used: 'Este código ya se usó. Pida uno nuevo.',
    not_valid: 'Este código no es válido. Revise los dígitos.',
  },
}

const arabic: Words = {
  title: 'هذا الجهاز مقفل بسبب قسط متأخر السداد',
  otherTitle: 'ما زال على هذا الجهاز قفل آخر',
  kept: 'صورك ورسائلك وملفاتك محفوظة. ادفع من أي هاتف أو حاسوب آخر، أو اتصل بنا.',
  otherKept: 'لا يُحذف منه شيء. صِله بالإنترنت، أو اتصل بنا.',
  scan: 'امسح الرمز للدفع، أو افتح',
  code: 'رمز الدخول',
  emergency: 'اتصال طوارئ',
  call: (lender) => `اتصل بـ ${lender}`,
  offline: 'لا يوجد إنترنت؟ أدخل رمزًا',
  passkey: 'مفتاح الجهاز',
  typeHere: 'الرمز من صفحة الدفع',
  open: 'فتح القفل',
  opened: 'هاتفك مفتوح. شكرًا لك.',
  openUntil: (when) => `هاتفك مفتوح حتى ${when}.`,
  released: 'سُدد المبلغ بالكامل. أُزيل القفل نهائيًا.',
  keypad: {
    opened: 'قُبل الرمز',
    already_open: 'هذا الهاتف مفتوح بالفعل',
    already_used: 'استُخدم هذا الرمز من قبل. اطلب رمزًا جديدًا.',
    not_valid: 'هذا الرمز غير صالح. راجع الأرقام.',
  },
}

const words = { en: english, es: spanish, ar: arabic }

export function wordsOf({ locale }: Pick<Phone, 'locale'>): Words {
  return words[locale]
}
