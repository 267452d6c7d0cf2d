#include "app/command_line/lectures.hpp"

#include "engine/core/table.hpp"

namespace ravine {

namespace {

constexpr std::string_view beyond_feed_forward = "outside: not a feed-forward network over points of the plane";
constexpr std::string_view background = "outside: background that is told, not computed";

constexpr std::array grouls = {
    LectureTopic{
        "Neural network: linear function, activation function, loss function",
        {{{"panel", "network"}, {"layers", "dense"}, {"lessons", "first_network"}, {"lessons", "perceptron"}}}},
    LectureTopic{"Gradients update W: θ ← θ − η·∂L/∂θ",
                 {{{"optimizers", "sgd"}, {"panel", "training"}, {"key", "optimizer"}}},
                 "the card Training shows the step that was just taken, with its numbers"},
    LectureTopic{"Activation functions: sigmoid, ReLU, tanh",
                 {{{"activations", "sigmoid"}, {"activations", "relu"}, {"activations", "tanh"}}}},
    LectureTopic{"Loss functions: cross entropy loss, squared loss",
                 {{{"losses", "binary_cross_entropy"}, {"losses", "mean_squared_error"}}}},
    LectureTopic{"Shallow and deep neural network; why deep and not shallow",
                 {{{"key", "network.layers"}, {"panel", "network"}, {"lessons", "xor"}}}},
    LectureTopic{"Parameters vs hyperparameters",
                 {{{"key", "optimizer"}, {"key", "stop.epochs"}, {"key", "network.layers"}, {"command", "train"}}},
                 "parameters are what training changes; every hyperparameter is a key of the scenario"},
    LectureTopic{"Gradient descent, stochastic and mini-batch: all data at once, one observation, more than one",
                 {{{"key", "batch_size"}, {"key", "shuffle"}}},
                 "in the window: Gradient descent in the card Training"},
    LectureTopic{"SGD has trouble navigating ravines",
                 {{{"surfaces", "quadratic_ravine"}, {"lessons", "ravine_race"}, {"command", "descend"}}}},
    LectureTopic{"Momentum: speed",
                 {{{"optimizers", "momentum"}, {"optimizers", "momentum.formulation"}}},
                 "the lecture's (1 − β₁) is the moving average among the formulations"},
    LectureTopic{"RMSprop: direction", {{{"optimizers", "rmsprop"}, {"optimizers", "rmsprop.epsilon_inside_root"}}}},
    LectureTopic{"Adam",
                 {{{"optimizers", "adam"}, {"optimizers", "adam.bias_correction"}}},
                 "the lecture writes it without bias correction, which is a setting"},
    LectureTopic{"Learning rate: too large overshoots, too small converges slowly",
                 {{{"optimizers", "sgd.learning_rate"}, {"lessons", "learning_rate_too_large"}, {"command", "rates"}}}},
    LectureTopic{"Learning rate decay: halves every few epochs, or η₀/(1 + decay rate · epoch)",
                 {{{"schedules", "step_decay"}, {"schedules", "time_decay"}}}},
    LectureTopic{"First issue: the demand of data", {{{"key", "data.points"}, {"lessons", "overfitting"}}}},
    LectureTopic{
        "Second issue: vanishing gradients; ReLU instead of sigmoid; he_normal, glorot_normal; residual networks",
        {{{"activations", "relu"},
          {"initializers", "he_normal"},
          {"initializers", "glorot_normal"},
          {"layers", "residual"},
          {"panel", "network"}}},
        "the card network tells each layer's gradient and dead or saturated units"},
    LectureTopic{"Third issue: overfitting",
                 {{{"lessons", "overfitting"}, {"scenarios", "overfit"}, {"panel", "curves"}}}},
    LectureTopic{"Weight penalties: L2, L1", {{{"regularizers", "l2"}, {"regularizers", "l1"}}}},
    LectureTopic{"Early stopping",
                 {{{"regularizers", "early_stopping"}, {"key", "stop.patience"}}},
                 "the best weights come back"},
    LectureTopic{"Dropout", {{{"layers", "dropout"}}}, "nothing is dropped in prediction"},
    LectureTopic{"Batch normalization, among better optimization protocols", {{{"layers", "batch_norm"}}}},
    LectureTopic{"Computer vision, robotics, sequence processing", {}, beyond_feed_forward},
    LectureTopic{"The ILSVRC challenge; why now; the brain", {}, background},
};

constexpr std::array loo = {
    LectureTopic{"Recap: stochastic gradient descent",
                 {{{"optimizers", "sgd"}, {"key", "batch_size"}, {"key", "shuffle"}}}},
    LectureTopic{
        "Weights initialisation: w ~ N(0, 1), then N(0, 1/√N)",
        {{{"initializers", "normal"}, {"initializers", "normal.deviation"}, {"initializers", "scaled_normal"}}}},
    LectureTopic{"Glorot & Bengio 2010", {{{"initializers", "glorot_normal"}, {"initializers", "glorot_uniform"}}}},
    LectureTopic{"Setting up architecture: reduce the problem, few hidden layers, monitor validation accuracy, overfit",
                 {{{"key", "data.validation"}, {"panel", "curves"}, {"panel", "network"}}}},
    LectureTopic{"Learning rate & regulariser: λ = 0 first, then η by factors of 10, then both",
                 {{{"command", "rates"}, {"optimizers", "sgd.learning_rate"}, {"regularizers", "l2"}}},
                 "in the window: Find its order of magnitude, below the learning rate"},
    LectureTopic{"Mini-batch size", {{{"key", "batch_size"}}}},
    LectureTopic{"Momentum", {{{"optimizers", "momentum"}}}},
    LectureTopic{"Nesterov momentum", {{{"optimizers", "nesterov"}, {"optimizers", "nesterov.formulation"}}}},
    LectureTopic{"AdaGrad", {{{"optimizers", "adagrad"}}}},
    LectureTopic{"RMSProp", {{{"optimizers", "rmsprop"}}}},
    LectureTopic{"Adam", {{{"optimizers", "adam"}}}},
    LectureTopic{
        "Comparison of the gradient descents",
        {{{"lessons", "ravine_race"}, {"lessons", "rosenbrock_race"}, {"panel", "top_view"}, {"panel", "race_loss"}}}},
    LectureTopic{"Ensemble: the average of several networks' probabilities",
                 {{{"regularizers", "ensemble"}, {"regularizers", "ensemble.bootstrap"}, {"key", "ensemble.members"}}}},
    LectureTopic{"Dropout", {{{"layers", "dropout"}}}},
    LectureTopic{"Batch normalization: internal covariate shift, its formulas and its backpropagation",
                 {{{"layers", "batch_norm"}, {"layers", "batch_norm.epsilon"}, {"layers", "batch_norm.momentum"}}}},
    LectureTopic{
        "Convolutional networks, autoencoders, generative networks (its other sessions)", {}, beyond_feed_forward},
};

constexpr std::array paudel = {
    LectureTopic{"Biological and artificial neurons", {{{"lessons", "perceptron"}}}},
    LectureTopic{"Binary classification: sigmoid, logistic regression loss, convex in h",
                 {{{"activations", "sigmoid"}, {"losses", "binary_cross_entropy"}, {"scenarios", "perceptron"}}}},
    LectureTopic{"Gradient descent and stochastic gradient descent for logistic regression; mini-batch and epoch",
                 {{{"key", "batch_size"}, {"optimizers", "sgd"}, {"key", "stop.epochs"}}}},
    LectureTopic{"Backpropagation",
                 {{{"panel", "network"}, {"panel", "training"}}},
                 "computed in every step; the norm of the gradient is shown with the step"},
    LectureTopic{"Polyak momentum", {{{"optimizers", "momentum"}, {"optimizers", "momentum.formulation"}}}},
    LectureTopic{"Nesterov momentum", {{{"optimizers", "nesterov"}}}},
    LectureTopic{"AdaGrad, AdaDelta, RMSProp",
                 {{{"optimizers", "adagrad"}, {"optimizers", "adadelta"}, {"optimizers", "rmsprop"}}},
                 "ε inside the root is a setting of the formulation"},
    LectureTopic{"Adam: adaptive moment estimation",
                 {{{"optimizers", "adam"}, {"optimizers", "adam.epsilon_inside_root"}}}},
    LectureTopic{"Vanishing or exploding gradient: weight initialization, skip connections",
                 {{{"initializers", "he_normal"},
                   {"initializers", "glorot_normal"},
                   {"initializers", "orthogonal"},
                   {"layers", "residual"},
                   {"panel", "network"}}}},
    LectureTopic{
        "How good is SGD really? Second order: Newton, Gauss-Newton",
        {{{"optimizers", "newton"}, {"optimizers", "gauss_newton"}, {"optimizers", "lbfgs"}, {"planes", "curvature"}}},
        "too expensive for large networks, as the lecture says: each is refused beyond a number of parameters"},
    LectureTopic{"Batch normalization", {{{"layers", "batch_norm"}}}},
    LectureTopic{"Overfitting: dropouts", {{{"layers", "dropout"}}}},
    LectureTopic{"Weight decay: a penalty for large weights, x ← x − λ·∇L − β·x",
                 {{{"regularizers", "l2"}, {"regularizers", "decoupled_weight_decay"}, {"optimizers", "adamw"}}}},
    LectureTopic{"Data augmentation: make the problem more difficult",
                 {{{"augmentations", "reflection"},
                   {"augmentations", "rotation"},
                   {"augmentations", "scaling"},
                   {"augmentations", "jitter"}}}},
    LectureTopic{"Activation functions: sigmoid, leaky ReLU, tanh, maxout, ReLU, ELU",
                 {{{"activations", "sigmoid"},
                   {"activations", "leaky_relu"},
                   {"activations", "tanh"},
                   {"layers", "maxout"},
                   {"activations", "relu"},
                   {"activations", "elu"}}}},
    LectureTopic{"What loss to minimize? Least squares, L1, Lp, Fair, Cauchy, Huber, Tukey with ρ, ψ, ω",
                 {{{"losses", "mean_squared_error"},
                   {"losses", "mean_absolute_error"},
                   {"losses", "lp"},
                   {"losses", "fair"},
                   {"losses", "cauchy"},
                   {"losses", "huber"},
                   {"losses", "tukey"}}},
                 "their curves are drawn in the list of losses"},
    LectureTopic{
        "Cross entropy, binary and multi-class; softmax",
        {{{"losses", "binary_cross_entropy"}, {"losses", "categorical_cross_entropy"}, {"activations", "softmax"}}},
        "softmax is the head of the categorical cross-entropy, too"},
    LectureTopic{"Lab: loss and accuracy with learning rate, batch size, optimizers",
                 {{{"panel", "curves"}, {"command", "train"}}}},
    LectureTopic{"Learning to classify images", {}, beyond_feed_forward},
};

constexpr std::array chang = {
    LectureTopic{"The perceptron: ŷ = g(w₀ + XᵀW); example with w₀ = 1, W = (3, −2) at (−1, 2)",
                 {{{"lessons", "perceptron"}, {"scenarios", "perceptron"}, {"key", "initial_parameters"}}}},
    LectureTopic{"Common activation functions: sigmoid, hyperbolic tangent, ReLU",
                 {{{"activations", "sigmoid"}, {"activations", "tanh"}, {"activations", "relu"}}}},
    LectureTopic{"Importance of activation functions: linear ones give linear decisions",
                 {{{"activations", "linear"}, {"lessons", "xor"}, {"lessons", "first_network"}}}},
    LectureTopic{"Multi output perceptron, dense layers, single layer and deep neural network",
                 {{{"layers", "dense"}, {"key", "network.layers"}, {"panel", "network"}}}},
    LectureTopic{"Applying neural networks: will I pass this class, by lectures attended and hours spent",
                 {{{"key", "data.csv"}, {"key", "standardize"}, {"tasks", "classify"}}},
                 "two columns of one's own, as features of very different size"},
    LectureTopic{"Quantifying loss; empirical loss",
                 {{{"key", "loss"}, {"panel", "curves"}}},
                 "losses are means over the samples"},
    LectureTopic{"Binary cross entropy loss, mean squared error loss",
                 {{{"losses", "binary_cross_entropy"}, {"losses", "mean_squared_error"}}}},
    LectureTopic{"Loss optimization: the loss is a function of the weights; small steps against the gradient",
                 {{{"panel", "loss_surface"}, {"panel", "surface"}, {"command", "surface"}, {"command", "descend"}}}},
    LectureTopic{"Gradient descent: initialize weights randomly ~ N(0, σ²)",
                 {{{"initializers", "normal"}, {"optimizers", "sgd"}}}},
    LectureTopic{"Backpropagation: the chain rule", {{{"panel", "training"}, {"panel", "network"}}}},
    LectureTopic{"Setting the learning rate: small, large, stable; try lots of them",
                 {{{"optimizers", "sgd.learning_rate"}, {"lessons", "learning_rate_too_large"}, {"command", "rates"}}}},
    LectureTopic{"Adaptive learning rates: SGD, Adam, Adadelta, Adagrad, RMSProp",
                 {{{"optimizers", "sgd"},
                   {"optimizers", "adam"},
                   {"optimizers", "adadelta"},
                   {"optimizers", "adagrad"},
                   {"optimizers", "rmsprop"},
                   {"key", "schedule"}}}},
    LectureTopic{"Stochastic gradient descent: a single point, a batch of B points", {{{"key", "batch_size"}}}},
    LectureTopic{"Underfitting, ideal fit, overfitting",
                 {{{"tasks", "curve"}, {"lessons", "curve_fit"}, {"lessons", "overfitting"}}}},
    LectureTopic{"Regularization: dropout", {{{"layers", "dropout"}, {"layers", "dropout.rate"}}}},
    LectureTopic{"Regularization: early stopping", {{{"regularizers", "early_stopping"}, {"key", "stop.patience"}}}},
};

constexpr std::array ezpondaburu = {
    LectureTopic{"Perceptron: forward propagation; logistic regression",
                 {{{"lessons", "perceptron"}, {"activations", "sigmoid"}, {"losses", "binary_cross_entropy"}}}},
    LectureTopic{"Multi output, single layer, multi-layer perceptron",
                 {{{"layers", "dense"}, {"key", "network.layers"}, {"panel", "network"}}}},
    LectureTopic{"Activation functions: sigmoid, tanh, ReLU, linear, softmax",
                 {{{"activations", "sigmoid"},
                   {"activations", "tanh"},
                   {"activations", "relu"},
                   {"activations", "linear"},
                   {"activations", "softmax"},
                   {"losses", "categorical_cross_entropy"}}},
                 "softmax is the head of the categorical cross-entropy, too"},
    LectureTopic{"Cost functions of regression: mean squared error, mean absolute error",
                 {{{"losses", "mean_squared_error"}, {"losses", "mean_absolute_error"}, {"tasks", "regress"}}}},
    LectureTopic{
        "Cost functions of classification: binary and categorical cross-entropy",
        {{{"losses", "binary_cross_entropy"}, {"losses", "categorical_cross_entropy"}, {"tasks", "classify"}}}},
    LectureTopic{"Objective function over the entire data set; ideally convex",
                 {{{"panel", "loss_surface"}, {"command", "surface"}, {"scenarios", "plane"}}},
                 "of a linear model with the squared error it is convex"},
    LectureTopic{"Optimization: challenges; plateaus, saddle points and local minima",
                 {{{"surfaces", "plateau_with_cliff"},
                   {"surfaces", "saddle"},
                   {"surfaces", "himmelblau"},
                   {"panel", "loss_surface"}}}},
    LectureTopic{"Batch, mini-batch and stochastic gradient descent; batch size, iteration, epoch",
                 {{{"key", "batch_size"}, {"optimizers", "sgd"}, {"key", "stop.epochs"}}}},
    LectureTopic{"Advances: RMSProp, Adam", {{{"optimizers", "rmsprop"}, {"optimizers", "adam"}}}},
    LectureTopic{"Backpropagation", {{{"panel", "network"}, {"panel", "training"}}}},
    LectureTopic{
        "Overfitting, generalization, capacity",
        {{{"lessons", "overfitting"}, {"lessons", "curve_fit"}, {"key", "data.validation"}, {"panel", "curves"}}}},
    LectureTopic{"Trade-off: overfitting has low bias and high variance, underfitting high bias and low variance",
                 {{{"lessons", "curve_fit"}, {"key", "network.layers"}, {"key", "data.seed"}}},
                 "seen by training again on other points; neither is computed as a number"},
    LectureTopic{"Regularization: L2 and L1", {{{"regularizers", "l2"}, {"regularizers", "l1"}}}},
    LectureTopic{"Regularization: restrictions on the parameter values", {{{"regularizers", "max_norm"}}}},
    LectureTopic{"Regularization: noise injection, Gaussian and Laplacian",
                 {{{"input_noises", "gaussian"}, {"input_noises", "laplacian"}, {"layers", "gaussian_noise"}}}},
    LectureTopic{"Regularization: dropout", {{{"layers", "dropout"}}}},
    LectureTopic{"Regularization: batch normalization", {{{"layers", "batch_norm"}}}},
    LectureTopic{"Ensemble methods",
                 {{{"regularizers", "ensemble"}, {"regularizers", "ensemble.bootstrap"}, {"key", "ensemble.members"}}}},
    LectureTopic{"Regularization: early stopping", {{{"regularizers", "early_stopping"}, {"key", "stop.patience"}}}},
    LectureTopic{"Data augmentation",
                 {{{"augmentations", "reflection"},
                   {"augmentations", "rotation"},
                   {"augmentations", "scaling"},
                   {"augmentations", "jitter"}}}},
    LectureTopic{"Convolutional and recurrent networks, language, generative modelling", {}, beyond_feed_forward},
    LectureTopic{"Why deep learning, why now; frameworks; the brain", {}, background},
};

constexpr std::array table = {
    LectureRow{"grouls", "Deep learning", "Raoul Grouls, Anchormen, 2021", grouls},
    LectureRow{"loo", "Deep learning, session 2: initialisation, gradient descents, regularisers",
               "Loo Tiang Kuan, Leonard, 2017", loo},
    LectureRow{"paudel", "Deep learning fundamentals (a crash course)", "Danda Pani Paudel, ETH Zurich", paudel},
    LectureRow{"chang", "Introduction to deep learning, part 2", "Aaron Chang, 2021", chang},
    LectureRow{"ezpondaburu", "Deep learning", "Alberto Ezpondaburu, Universidad Complutense de Madrid", ezpondaburu},
};
static_assert(is_sound_table(std::span<const LectureRow>(table)));

/// A topic says where it is, or why it is nowhere.
constexpr bool all_are_placed() {
    for (const LectureRow& lecture : table)
        for (const LectureTopic& topic : lecture.topics)
            if (topic.topic.empty() || (topic.places[0].kind.empty() && !topic.note.starts_with("outside: ")))
                return false;
    return true;
}
static_assert(all_are_placed());

}  // namespace

std::span<const LectureRow> lectures() { return table; }

}  // namespace ravine
