/// Whether two numbers agree to `tolerance` relative to the wanted one, or both are 0.
func close(_ value: Double, _ wanted: Double, tolerance: Double = 1e-12) -> Bool {
    (value - wanted).magnitude <= tolerance * wanted.magnitude
}
