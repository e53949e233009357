package io.armature.simulator;

import java.util.List;

/**
 * A food, per 100 g as eaten. Rounded from USDA FoodData Central, SR Legacy (public domain).
 *
 * @param diets who eats it: v vegan, l vegetarian, p pescatarian, o omnivore (each eats also what stands before)
 * @param role p protein, c carbohydrate, f fat, x everything else
 */
record Food(
        String name,
        char diet,
        char role,
        double protein,
        double carbs,
        double fat,
        double sodium,
        String measure,
        int measureGrams) {
    static final List<Food> TABLE = List.of(
            new Food("Cooked chicken breast", 'o', 'p', 31, 0, 3.6, 74, "palm-sized piece", 120),
            new Food("Cooked turkey breast", 'o', 'p', 30, 0, 2, 99, "slice", 40),
            new Food("Baked salmon", 'p', 'p', 22, 0, 12, 61, "fillet", 140),
            new Food("Canned tuna in water", 'p', 'p', 24, 0, 1, 247, "can", 110),
            new Food("Baked cod", 'p', 'p', 23, 0, 0.9, 78, "fillet", 150),
            new Food("Boiled egg", 'l', 'p', 12.6, 1.1, 10.6, 124, "egg", 50),
            new Food("Plain skyr", 'l', 'p', 11, 4, 0.2, 45, "cup", 170),
            new Food("Low-fat Greek yogurt", 'l', 'p', 10, 4, 1.9, 34, "cup", 200),
            new Food("Cottage cheese, low-fat", 'l', 'p', 12.4, 2.7, 1, 330, "half cup", 113),
            new Food("Firm tofu", 'v', 'p', 15.6, 2.3, 8.7, 14, "block", 150),
            new Food("Cooked lentils", 'v', 'p', 9, 20, 0.4, 2, "cup", 198),
            new Food("Cooked chickpeas", 'v', 'p', 8.9, 27, 2.6, 7, "cup", 164),
            new Food("Seitan", 'v', 'p', 25, 8, 1.9, 29, "slice", 60),
            new Food("Pea protein powder", 'v', 'p', 80, 5, 6, 120, "scoop", 25),
            new Food("Rolled oats", 'v', 'c', 13, 68, 6.5, 6, "half cup", 40),
            new Food("Cooked white rice", 'v', 'c', 2.7, 28, 0.3, 1, "cup", 158),
            new Food("Cooked pasta", 'v', 'c', 5.8, 31, 0.9, 1, "cup", 140),
            new Food("Boiled potatoes", 'v', 'c', 1.9, 20, 0.1, 4, "medium potato", 150),
            new Food("Baked sweet potato", 'v', 'c', 2, 21, 0.2, 36, "medium sweet potato", 130),
            new Food("Cooked quinoa", 'v', 'c', 4.4, 21, 1.9, 7, "cup", 185),
            new Food("Cooked couscous", 'v', 'c', 3.8, 23, 0.2, 5, "cup", 157),
            new Food("Whole-wheat bread", 'v', 'c', 12, 43, 3.5, 450, "slice", 40),
            new Food("Rice cakes", 'v', 'c', 8, 82, 2.8, 30, "cake", 9),
            new Food("Corn tortillas", 'v', 'c', 5.7, 45, 2.9, 45, "tortilla", 26),
            new Food("Banana", 'v', 'c', 1.1, 23, 0.3, 1, "banana", 118),
            new Food("Dates", 'v', 'c', 2.5, 75, 0.4, 2, "date", 24),
            new Food("Raisins", 'v', 'c', 3.1, 79, 0.5, 11, "small box", 43),
            new Food("Maple syrup", 'v', 'c', 0, 67, 0.1, 12, "tablespoon", 20),
            new Food("Fruit jelly cubes", 'v', 'c', 0, 78, 0, 30, "cube", 10),
            new Food("Olive oil", 'v', 'f', 0, 0, 100, 2, "tablespoon", 14),
            new Food("Rapeseed oil", 'v', 'f', 0, 0, 100, 0, "tablespoon", 14),
            new Food("Almonds", 'v', 'f', 21, 22, 50, 1, "handful", 28),
            new Food("Walnuts", 'v', 'f', 15, 14, 65, 2, "handful", 28),
            new Food("Avocado", 'v', 'f', 2, 8.5, 14.7, 7, "half", 70),
            new Food("Tahini", 'v', 'f', 17, 21, 54, 115, "tablespoon", 15),
            new Food("Pumpkin seeds", 'v', 'f', 30, 11, 49, 7, "tablespoon", 10),
            new Food("Broccoli", 'v', 'x', 2.8, 7, 0.4, 33, "cup", 91),
            new Food("Spinach", 'v', 'x', 2.9, 3.6, 0.4, 79, "handful", 30),
            new Food("Tomatoes", 'v', 'x', 0.9, 3.9, 0.2, 5, "tomato", 120),
            new Food("Carrots", 'v', 'x', 0.9, 9.6, 0.2, 69, "carrot", 60),
            new Food("Bell pepper", 'v', 'x', 1, 6, 0.3, 4, "half", 75),
            new Food("Blueberries", 'v', 'x', 0.7, 14, 0.3, 1, "handful", 75),
            new Food("Strawberries", 'v', 'x', 0.7, 7.7, 0.3, 1, "cup", 150),
            new Food("Apple", 'v', 'x', 0.3, 14, 0.2, 1, "apple", 150),
            new Food("Orange", 'v', 'x', 0.9, 12, 0.1, 0, "orange", 130));

    /** Pure enough that any target can be met with them, whatever the diet. */
    static final Food PROTEIN = byName("Pea protein powder");

    static final Food CARBS = byName("Fruit jelly cubes");
    static final Food FAT = byName("Rapeseed oil");
    static final Food SALT = new Food("Table salt", 'v', 'x', 0, 0, 0, 38_758, "pinch", 1);

    boolean eatenBy(String diet) {
        return switch (diet) {
            case "vegan" -> this.diet == 'v';
            case "vegetarian" -> this.diet == 'v' || this.diet == 'l';
            case "pescatarian" -> this.diet != 'o';
            default -> true;
        };
    }

    private static Food byName(String name) {
        return TABLE.stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
    }
}
