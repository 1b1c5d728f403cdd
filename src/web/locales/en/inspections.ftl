# Inspections
inspections-api-device-revoked = This phone was cut off. What it stores of inspections must be wiped.
