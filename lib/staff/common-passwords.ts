/** Long passwords that are tried first by whoever guesses: small letters, without spaces, dots and dashes. */
export const commonPasswords: ReadonlySet<string> = new Set(
  `password1234 password12345 password123456 passwordpassword password2024 password2025 password2026
   mypassword123 mypassword1234 thisismypassword thisisapassword changeme1234 changemenow123 changemeplease
   qwertyuiop12 qwertyuiop123 qwertyuiop1234 qwertyuiopasdf qwertyqwerty qwerty123456 qwerty1234567
   1qaz2wsx3edc 1q2w3e4r5t6y 1q2w3e4r5t6y7u zaq12wsxcde3 asdfghjkl123 asdfghjkl1234 zxcvbnm12345
   123456789012 1234567890123 12345678901234 123456789abc abcdefghijkl abcdefghijklm abcd1234efgh abc123456789
   098765432100 987654321098 iloveyou1234 iloveyouforever letmein12345 letmeinplease welcome12345 welcome123456
   administrator administrator1 admin1234567 admin12345678 adminadmin123 superadmin123 rootrootroot1
   correcthorsebatterystaple trustno1trustno1 monkeymonkey1 dragondragon1 football1234 baseball1234
   sunshine1234 princess1234 superman1234 starwars1234 pokemon12345 liverpool1234 chelsea12345
   contraseña123 contraseña1234 contrasena123 contrasena1234 micontraseña1 bienvenido123 administrador1
   keyturn12345 keyturnkeyturn`
    .trim()
    .split(/\s+/),
)
